#include <boost/json.hpp>
#include <iostream>

#include "app/commands.hpp"
#include "app/console.hpp"
#include "app/json_output.hpp"
#include "app/report_bytes.hpp"
#include "app/report_file.hpp"
#include "archives/open_archive.hpp"
#include "formats/inspection.hpp"
#include "importing/file_choice.hpp"

namespace testledger {
namespace {

struct Inspected {
  std::string path;  ///< of what is in an archive, behind that of the archive
  Inspection seen;
};

Inspection unread(const Error& error) {
  Inspection seen;
  seen.error = error;
  return seen;
}

Inspection inspect_piece_by_piece(ArchiveReader& files, const ReportFormat* format) {
  bool at_begin = true;
  return inspect(
      [&]() -> Result<std::string_view> {
        const std::string_view read = TRY(files.read());
        if (std::exchange(at_begin, false)) TRY(check_begin(read));
        return read;
      },
      format);
}

/// The report, or the reports in an archive: what is neither known nor named like a report is left out.
std::vector<Inspected> inspect_file(const std::string& path, const ReportFormat* format) {
  const auto file = ReportFile::open_to_reread(path);
  if (!file) return {{path, unread(file.error())}};
  const auto opened = open_archive(std::make_unique<ReportBytes>(*file), name_of_report(path));
  if (!opened) return {{path, unread(opened.error())}};
  const bool of_archive = opened->holds == OpenedArchive::Holds::files;
  std::vector<Inspected> all;
  for (;;) {
    const auto inner = opened->files->next();
    if (!inner && (of_archive || all.empty())) all.push_back({path, unread(inner.error())});
    if (!inner || !*inner) return all;
    Inspection seen = (*inner)->unreadable ? unread(*(*inner)->unreadable) : inspect_piece_by_piece(*opened->files, format);
    if (of_archive && seen.format == nullptr && !is_named_like_report((*inner)->name)) continue;
    all.push_back({of_archive ? path + "/" + printable((*inner)->name, 500) : path, std::move(seen)});
  }
}

std::uint64_t count(const Inspection& seen, Outcome outcome) { return seen.outcomes[static_cast<std::size_t>(outcome)]; }
std::uint64_t assertions(const Inspection& seen, Outcome outcome) { return seen.assertions[static_cast<std::size_t>(outcome)]; }

boost::json::object to_json(const Place& place) { return {{"line", place.line}, {"column", place.column}}; }

boost::json::object to_json(const std::string& path, const Inspection& seen) {
  boost::json::object json{{"file", path}, {"format", nullptr}, {"tests", seen.tests}};
  if (seen.format) json["format"] = seen.format->name;
  for (const Outcome outcome : {Outcome::passed, Outcome::failed, Outcome::errored, Outcome::skipped, Outcome::other})
    json[name_of(outcome)] = count(seen, outcome);
  boost::json::object checks;
  for (const Outcome outcome : {Outcome::passed, Outcome::failed, Outcome::skipped}) checks[name_of(outcome)] = assertions(seen, outcome);
  json["assertions"] = std::move(checks);
  json["completeTests"] = seen.tests - seen.cut_short;
  json["suiteFailures"] = seen.suite_failures;
  json["producer"] = seen.header.producer;
  json["version"] = seen.header.version;
  json["warnings"] = seen.warning_count;
  boost::json::array list;
  for (const ReportWarning& warning : seen.warnings) {
    boost::json::object entry = to_json(warning.place);
    entry["code"] = warning.code;
    entry["message"] = warning.message;
    list.push_back(std::move(entry));
  }
  json["warningList"] = std::move(list);
  json["error"] = nullptr;
  if (seen.error) {
    boost::json::object error{{"message", seen.error->message}};
    if (seen.error->place)
      for (const auto& [name, value] : to_json(*seen.error->place)) error[name] = value;
    json["error"] = std::move(error);
  }
  return json;
}

std::vector<std::string> to_row(const std::string& path, const Inspection& seen) {
  std::vector<std::string> row{path, seen.format ? std::string(seen.format->title) : "unknown",
                               seen.header.producer + (seen.header.version.empty() ? "" : " " + seen.header.version)};
  row.push_back(std::to_string(seen.tests));
  for (const Outcome outcome : {Outcome::passed, Outcome::failed, Outcome::errored, Outcome::skipped, Outcome::other})
    row.push_back(std::to_string(count(seen, outcome)));
  row.push_back(seen.error ? "UNREADABLE" : seen.warning_count > 0 ? std::to_string(seen.warning_count) + " warnings" : "ok");
  return row;
}

std::string place_of(const Place& place) { return ":" + std::to_string(place.line) + ":" + std::to_string(place.column); }

/// The notes below the table, in the form editors jump to: file:line:column: text.
std::string notes(const std::string& path, const Inspection& seen) {
  std::string lines;
  for (const ReportWarning& warning : seen.warnings)
    lines += path + place_of(warning.place) + ": warning: " + printable(warning.message, 500) + " [" + warning.code + "]\n";
  if (seen.warning_count > seen.warnings.size())
    lines += path + ": " + std::to_string(seen.warning_count - seen.warnings.size()) + " more warnings\n";
  if (seen.suite_failures > 0) lines += path + ": " + std::to_string(seen.suite_failures) + " suites failed outside any test\n";
  if (seen.error)
    lines += path + (seen.error->place ? place_of(*seen.error->place) : "") + ": error: " + printable(seen.error->message, 500) + "\n";
  if (seen.error && seen.tests > 0) lines += path + ": " + std::to_string(seen.tests - seen.cut_short) + " complete tests before that\n";
  return lines;
}

/// A file that is no good report is told apart from one that could not be looked at.
int exit_code(const Inspection& seen) {
  if (!seen.error) return exit_success;
  const bool was_read = seen.error->code == ErrorCode::unreadable_report || seen.error->code == ErrorCode::limit_exceeded;
  return was_read ? exit_refused : exit_failure;
}

}  // namespace

int run_command(const InspectCommand& command) {
  const ReportFormat* format = command.type.empty() ? nullptr : find_format(command.type);
  std::vector<std::vector<std::string>> table{
      {"FILE", "FORMAT", "PRODUCER", "TESTS", "PASSED", "FAILED", "ERRORED", "SKIPPED", "OTHER", "STATE"}};
  std::string below;
  int worst = exit_success;
  JsonOutput json(command.output);
  for (const std::string& file : command.files)
    for (const auto& [path, seen] : inspect_file(file, format)) {
      worst = std::max(worst, exit_code(seen));
      json.add(to_json(path, seen));
      if (command.output != OutputForm::table) continue;
      table.push_back(to_row(path, seen));
      below += notes(path, seen);
    }
  if (command.output == OutputForm::table) std::cout << render_table(table) << (below.empty() ? "" : "\n" + below);
  json.end();
  return worst;
}

}  // namespace testledger
