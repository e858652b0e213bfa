#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "batches/batch_workers.hpp"
#include "blobs/blob_store.hpp"
#include "http/api.hpp"
#include "simulation/machine.hpp"
#include "storage/store.hpp"

namespace testledger::simulation {

/// Where data directories are: in memory where the system can.
std::filesystem::path scratch_directory();

/// A data directory with project AT, its administrator and two cycles, made once and copied for every seed.
struct Template {
  std::filesystem::path directory;
  std::string token;
  static const Template& get();
};

inline constexpr Machine::Group first_workers = 1;
inline constexpr Machine::Group second_workers = 2;

/// A server without sockets on a data directory: the program's store, API and queue, with two sets of workers that can be paused apart.
class Server {
 public:
  Server(Machine& machine, const std::filesystem::path& data, BlobStore& blobs);
  ~Server();

  struct Answer {
    int status = 0;
    std::string body;
  };
  Answer call(Method method, const std::string& target, const std::string& body, const std::vector<HeaderField>& fields);

  Store& store() { return *store_; }
  const std::filesystem::path& data() const { return data_; }
  std::uint64_t commits() const { return commits_; }

  /// The disk fails: from now on every commit, or one statement after that many looks.
  void fail_commits() { dying_ = true; }
  void fail_statement(int looks) { looks_left_ = looks; }
  void fail_commit() { fail_next_ = true; }
  bool is_dying() const { return dying_; }

 private:
  void open_store();
  void watch(sqlite3* db);
  static int on_commit(void* server);
  static int on_look(void* server);

  std::filesystem::path data_;
  std::uint64_t commits_ = 0;
  bool dying_ = false;
  bool fail_next_ = false;
  int looks_left_ = -1;
  std::unique_ptr<Store> store_;
  std::unique_ptr<BatchWorkers> first_;
  std::unique_ptr<BatchWorkers> second_;
  std::unique_ptr<Api> api_;
};

/// The data directories of one seed and the server on the newest of them, which is replaced by another when it is killed or stopped.
class Site {
 public:
  explicit Site(Machine& machine);
  ~Site();

  /// Null while there is none.
  std::shared_ptr<Server> server() const { return server_; }
  /// The one that may commit: also one that is being stopped.
  const Server* committing() const { return committing_; }
  /// As by kill -9: what is committed goes on in another server; the one that died tells nobody anything any more.
  void kill();
  void stop();
  void start();
  /// The rows, for who looks from outside.
  const std::filesystem::path& database() const { return database_; }

 private:
  std::filesystem::path next_directory();
  void end(std::shared_ptr<Server> server);

  Machine& machine_;
  std::filesystem::path home_;
  std::unique_ptr<BlobStore> blobs_;
  int directories_ = 0;
  std::filesystem::path data_;
  std::filesystem::path database_;
  std::shared_ptr<Server> server_;
  const Server* committing_ = nullptr;
};

}  // namespace testledger::simulation
