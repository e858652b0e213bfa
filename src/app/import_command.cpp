#include <filesystem>
#include <iostream>
#include <set>

#include "app/batch_watch.hpp"
#include "app/commands.hpp"
#include "app/console.hpp"
#include "app/file_patterns.hpp"
#include "app/import_output.hpp"
#include "app/json_output.hpp"
#include "app/progress_text.hpp"
#include "app/report_bytes.hpp"
#include "app/report_file.hpp"
#include "archives/open_archive.hpp"
#include "client/upload.hpp"
#include "formats/report_format.hpp"

namespace testledger {
namespace {

constexpr std::size_t head_length_max = 64 * 1024;

/// A report that was found on this side; what can be opened again by its path is closed until its turn.
struct Candidate {
  std::string path;
  Result<std::string> type;
  std::optional<ReportFile> held = {};
};

/// Of the first report in an archive; null when it has none.
Result<const ReportFormat*> format_inside(const ReportFile& file) {
  const OpenedArchive opened = TRY(open_archive(std::make_unique<ReportBytes>(file), ""));
  while (TRY(opened.files->next())) {
    std::string head;
    while (head.size() < head_length_max) {
      const auto piece = opened.files->read();
      if (!piece || piece->empty()) break;
      head += *piece;
    }
    if (const ReportFormat* format = detect_format(head)) return format;
  }
  return nullptr;
}

Result<std::string> type_of(const ReportFile& file, const std::string& given) {
  const std::string head = TRY(file.head(head_length_max));
  TRY(check_begin(head));
  if (!given.empty()) return given;
  const ReportFormat* format = packing_of(head) == Packing::none ? detect_format(head) : TRY(format_inside(file));
  if (format) return std::string(format->title);
  return Error{ErrorCode::unreadable_report,
               "this is no report of a known format, nor an archive of one. Name its format with --type if you know better."};
}

Candidate look_at(const std::string& path, const std::string& given_type) {
  auto file = ReportFile::open_to_reread(path);
  if (!file) return {path, file.error()};
  Candidate candidate{path, type_of(*file, given_type)};
  if (!file->is_regular()) candidate.held.emplace(*std::move(file));
  return candidate;
}

/// All reports that the words mean. One that several words mean is taken once.
std::vector<Candidate> find_reports(const ImportCommand& command) {
  std::vector<Candidate> candidates;
  std::set<std::filesystem::path> known;
  for (const std::string& word : command.files) {
    const auto meant = files_meant(word);
    if (!meant) candidates.push_back({word, meant.error()});
    if (!meant) continue;
    for (const std::string& folder : meant->unread)
      std::cerr << "testledger: warning: cannot look into " << printable(folder, 500) << " for " << printable(word, 500) << "\n";
    for (const std::string& path : meant->files)
      if (known.insert(std::filesystem::path(path).lexically_normal()).second) candidates.push_back(look_at(path, command.type));
  }
  return candidates;
}

/// Only once the server is known to be there: a cycle that is asked for again may be made twice.
Result<std::string> make_cycle(const ServerAddress& server, const ImportCommand& command, LiveLine& line) {
  const std::string cycles = project_path(command.server) + "/testcycle";
  TRY(object_of(TRY(send_with_retries(command.server, line, "the server", [&] { return get_json(server, cycles + "?maxResults=1"); }))));
  const std::string body = boost::json::serialize(boost::json::object{{"title", command.new_cycle}});
  const auto made = TRY(object_of(TRY(post_json(server, cycles + "/detail", body))));
  const boost::json::value* key = made.if_contains("key");
  if (!key || !key->is_string()) return Error{ErrorCode::unavailable, "the answer is not Testledger's. Check --url."};
  return std::string(key->as_string());
}

/// A server that is too old to know dry runs passes the word over.
Result<boost::json::object> checked(const ImportCommand& command, boost::json::object answer) {
  const boost::json::value* said = answer.if_contains("dryRun");
  const bool was_dry = said && said->is_bool() && said->as_bool();
  if (!command.dry_run || was_dry || number(answer, "importID") <= 0) return answer;
  return Error{ErrorCode::conflict, "this server does not know dry runs: it has imported the report, as import " +
                                        std::to_string(number(answer, "importID")) + ". Update the server."};
}

Result<boost::json::object> send(const ServerAddress& server, const ImportCommand& command, const Candidate& candidate, LiveLine& line) {
  std::optional<ReportFile> opened;
  if (!candidate.held) opened.emplace(TRY(ReportFile::open_to_reread(candidate.path)));
  const ReportFile& file = candidate.held ? *candidate.held : *opened;
  Upload upload{.project = command.server.project,
                .cycle = command.cycle,
                .type = *candidate.type,
                .delivery = command.batch ? Delivery::as_batch : Delivery::at_once,
                .file_name = name_of_report(candidate.path),
                .file = file.descriptor(),
                .size = file.size(),
                .fields = command.fields,
                .idempotency_key = new_idempotency_key()};
  if (command.dry_run) upload.fields.emplace_back("dryRun", "true");
  const auto answer = send_with_retries(command.server, line, candidate.path, [&] {
    Pace pace;
    return upload_report(server, upload, [&](std::uint64_t sent, std::uint64_t total) {
      pace.look(std::chrono::steady_clock::now(), sent);
      line.show(upload_text(upload.file_name, sent, total, pace.per_second()));
    });
  });
  return checked(command, TRY(object_of(TRY(answer))));
}

ImportOutcome import_file(const ServerAddress& server, const ImportCommand& command, const Candidate& candidate) {
  if (!candidate.type) return {candidate.path, "", candidate.type.error()};
  LiveLine line(command.server.loudness);
  return {candidate.path, *candidate.type, send(server, command, candidate, line)};
}

bool is_to_be_waited_for(const ImportCommand& command, const ImportOutcome& outcome) {
  return command.wait && outcome.answer && batch_of(*outcome.answer) > 0;
}

int import_files(const ServerAddress& server, const ImportCommand& command, const std::vector<Candidate>& candidates) {
  std::vector<ImportOutcome> outcomes;
  JsonOutput json(command.output);
  for (const Candidate& candidate : candidates) {
    outcomes.push_back(import_file(server, command, candidate));
    if (!command.wait) json.add(to_json(outcomes.back(), command.cycle));
  }
  int worst = exit_success;
  for (ImportOutcome& outcome : outcomes) {
    if (is_to_be_waited_for(command, outcome))
      outcome.answer = watch_batch(server, command.server, {command.cycle, batch_of(*outcome.answer)});
    if (command.wait) json.add(to_json(outcome, command.cycle));
    worst = std::max(worst, exit_code(outcome));
  }
  json.end();
  if (command.output == OutputForm::table) print_table(command, outcomes);
  return worst;
}

}  // namespace

int run_command(const ImportCommand& given) {
  ImportCommand command = given;
  const auto server = address_of(command.server);
  if (!server) return report_failure(server.error());
  // All are looked at before anything is made, so that a wrong path leaves no empty cycle.
  const std::vector<Candidate> candidates = find_reports(command);
  const bool any = std::ranges::any_of(candidates, [](const Candidate& candidate) { return candidate.type.has_value(); });
  if (any && !command.new_cycle.empty()) {
    LiveLine line(command.server.loudness);
    const auto cycle = make_cycle(*server, command, line);
    if (!cycle) return report_failure(cycle.error());
    command.cycle = *cycle;
  }
  return import_files(*server, command, candidates);
}

}  // namespace testledger
