#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/account_command_options.hpp"
#include "app/live_line.hpp"

namespace testledger {

// One struct per command of the command line, filled by parse_command_line and carried out by the function below it.

struct InitCommand {
  std::string data;
  std::string project;
  std::string name;
  std::string admin_token_file;
};

/// A provider of logins (OpenID Connect).
struct LoginProviderOptions {
  std::string issuer;  ///< empty: none
  std::string client_id;
  std::string client_secret_file;
  std::string name = "Company login";  ///< for people: "Sign in with ..."
  std::string sign_up = "yes";         ///< or "no"
  std::string ca_file;
};

struct ServeCommand {
  std::string data;
  std::string listen = "127.0.0.1:8080";
  std::string port_file;
  std::string tls_certificate;  ///< with tls_key; empty: in the clear
  std::string tls_key;
  std::vector<std::string> trusted_proxies;  ///< addresses and ranges of addresses
  std::string base_path;
  std::string public_url;  ///< where people find the server; empty: where they sent their request
  LoginProviderOptions login;
  std::uint64_t body_size_max = std::uint64_t{2} << 30;
  std::uint64_t disk_reserve = std::uint64_t{256} << 20;
  std::uint64_t backlog_bytes_max = std::uint64_t{64} << 30;
  int rate_limit = 0;         ///< requests a minute of one token or session; 0: any number
  int login_limit = 10;       ///< logins a minute from one address
  int workers = 0;            ///< that process batches; 0: one for each processor, at least two
  int keep_reports_days = 0;  ///< 0: for ever
};

struct WorkCommand {
  std::string data;
};

struct ProjectCreateCommand {
  std::string data;
  std::string key;
  std::string name;
};
struct ProjectListCommand {
  std::string data;
};

/// A table for people, one JSON document, or a JSON object per line.
enum class OutputForm { table, json, ndjson };

struct InspectCommand {
  OutputForm output = OutputForm::table;
  std::string type;
  std::vector<std::string> files;
};

/// What every command that asks a server is told on the command line.
struct RemoteOptions {
  std::string url;
  std::string token_file;
  std::string ca_file;  ///< certificates of authorities beside the system's; empty: none
  std::string project;
  std::int64_t timeout_s = 300;  ///< without any progress
  std::int64_t retries = 5;
  Loudness loudness = Loudness::normal;
};

struct ImportCommand {
  RemoteOptions server;
  std::string cycle;
  std::string new_cycle;  ///< title of a cycle to be made first
  std::string type;       ///< empty: told from each file's content
  bool batch = false;     ///< queue the reports
  bool wait = false;      ///< until their batches have ended
  bool dry_run = false;   ///< nothing is to be written
  OutputForm output = OutputForm::table;
  std::vector<std::pair<std::string, std::string>> fields;  ///< the contract's form parts, only those given
  std::vector<std::string> files;                           ///< and patterns
};

struct BatchListCommand {
  RemoteOptions server;
  std::string cycle;  ///< empty: of all
  std::string state;  ///< empty: all
  std::int64_t limit = 100;
  OutputForm output = OutputForm::table;
};

enum class BatchAction { show, watch, cancel, retry, undo };
struct BatchActionCommand {
  BatchAction action = BatchAction::show;
  RemoteOptions server;
  std::string cycle;  ///< empty: asked from the server
  std::int64_t id = 0;
  OutputForm output = OutputForm::table;
};

enum class BatchDownload { receipt, file };
struct BatchDownloadCommand {
  BatchDownload what = BatchDownload::receipt;
  RemoteOptions server;
  std::string cycle;  ///< empty: asked from the server
  std::int64_t id = 0;
  std::string to;  ///< empty: stdout
};

struct BackupCommand {
  std::string data;
  std::string destination;
};
struct RestoreCommand {
  std::string backup;
  std::string data;
};
struct VerifyCommand {
  std::string data;  ///< or a backup
  bool hashes = false;
  OutputForm output = OutputForm::table;
};

/// What the command line asks for; or, when there is nothing to carry out (help, a usage error), the exit code to end with.
using Command =
    std::variant<int, InitCommand, ServeCommand, WorkCommand, ProjectCreateCommand, ProjectListCommand, AccountCommand, BackupCommand,
                 RestoreCommand, VerifyCommand, InspectCommand, ImportCommand, BatchListCommand, BatchActionCommand, BatchDownloadCommand>;

/// Exit codes of every command.
inline constexpr int exit_success = 0;
inline constexpr int exit_refused = 1;  ///< done, but some results were refused, or a file is no good report
inline constexpr int exit_failure = 2;  ///< what was asked for, or for one of the files, could not be done

/// Parses and answers --help and usage errors itself, on stdout and stderr.
Command parse_command_line(int argc, const char* const* argv);

// Each prints its result to stdout, its failure with the remedy to stderr, and returns the exit code.
int run_command(const InitCommand& command);
int run_command(const ServeCommand& command);
int run_command(const WorkCommand& command);
int run_command(const ProjectCreateCommand& command);
int run_command(const ProjectListCommand& command);
int run_command(const AccountCommand& command);
int run_command(const BackupCommand& command);
int run_command(const RestoreCommand& command);
int run_command(const VerifyCommand& command);
int run_command(const InspectCommand& command);
int run_command(const ImportCommand& command);
int run_command(const BatchListCommand& command);
int run_command(const BatchActionCommand& command);
int run_command(const BatchDownloadCommand& command);

}  // namespace testledger
