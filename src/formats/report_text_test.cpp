#include "formats/report_text_test.hpp"

namespace testledger {
namespace {

/// One line of the text, cut, with what would break the line written as an escape.
std::string line_of(std::string_view text, std::size_t length_max = 160) {
  std::string line;
  for (const char letter : text.substr(0, length_max)) {
    if (letter == '\n')
      line += "\\n";
    else if (letter == '\t')
      line += "\\t";
    else if (letter == '\r')
      line += "\\r";
    else if (letter == '\x1B')
      line += "\\e";
    else
      line += letter;
  }
  while (text.size() > length_max && !line.empty() && (static_cast<unsigned char>(text[length_max]) & 0xC0) == 0x80) {
    // Not inside a character.
    const auto last = static_cast<unsigned char>(line.back());
    line.pop_back();
    if (last >= 0xC0) break;
  }
  return text.size() > length_max ? line + "... (" + std::to_string(text.size()) + " bytes)" : line;
}

std::string place_of(const Place& place) { return std::to_string(place.line) + ":" + std::to_string(place.column); }

std::string seconds_of(Duration duration) {
  std::string digits = std::to_string(duration.count() % 1'000'000);
  digits.insert(0, 6 - digits.size(), '0');
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  return std::to_string(duration.count() / 1'000'000) + (digits.empty() ? "" : "." + digits) + " s";
}

std::string date_of(TimePoint time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time - day);
  const std::chrono::hh_mm_ss clock(seconds);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d:%02d", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text + (" +" + seconds_of(std::chrono::duration_cast<Duration>(time - day - seconds)));
}

std::string_view name_of(StepKind kind) {
  constexpr std::string_view names[] = {"step", "background", "setup", "teardown", "assertion"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(TestOrigin origin) {
  constexpr std::string_view names[] = {"reported", "suite failure", "cut short"};
  return names[static_cast<std::size_t>(origin)];
}

std::string joined(const std::vector<std::string>& texts, std::string_view between) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : std::string(between)) + line_of(text);
  return all;
}

std::string text_of(const ReportedFailure& failure) {
  return (failure.type.empty() ? "" : line_of(failure.type) + ": ") + line_of(failure.message) +
         (failure.text.empty() ? "" : " | " + line_of(failure.text, 80));
}

/// Collects the lines below a record, leaving out what says nothing.
class Lines {
 public:
  void add(std::string_view name, const std::string& value) {
    if (!value.empty()) text_ += "    " + std::string(name) + ": " + value + "\n";
  }
  void add(std::string_view name, const std::vector<ReportedProperty>& properties) {
    for (const ReportedProperty& property : properties) add(name, line_of(property.name) + " = " + line_of(property.value));
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::string text_of(const ReportedStep& step) {
  std::string text = std::string(name_of(step.outcome)) + (step.raw_status.empty() ? "" : " (" + step.raw_status + ")") + " " +
                     line_of(step.keyword + (step.keyword.empty() ? "" : " ") + step.text);
  if (step.duration) text += ", " + seconds_of(*step.duration);
  if (!step.data.empty()) text += " | data: " + line_of(step.data);
  if (!step.actual.empty()) text += " | actual: " + line_of(step.actual);
  return text;
}

std::string text_of(const ReportedTest& test) {
  Lines lines;
  lines.add("suites", joined(test.suites, " > "));
  lines.add("class", line_of(test.class_name));
  lines.add("identity", line_of(test.identity));
  lines.add("description", line_of(test.description));
  lines.add("tags", joined(test.tags, ", "));
  lines.add("property", test.properties);
  lines.add("parameter", test.parameters);
  if (test.row) lines.add("row", std::to_string(test.row->number) + " " + line_of(test.row->name));
  lines.add("status", line_of(test.raw_status));
  lines.add("origin", test.origin == TestOrigin::reported ? "" : std::string(name_of(test.origin)));
  lines.add("retried", test.retried ? "yes" : "");
  lines.add("duration", test.duration ? seconds_of(*test.duration) : "");
  lines.add("started", test.started ? date_of(*test.started) : "");
  for (const ReportedFailure& failure : test.failures) lines.add("failure", text_of(failure));
  lines.add("skipped because", line_of(test.skip_reason));
  for (const ReportedAttempt& attempt : test.attempts)
    lines.add("earlier try", std::string(name_of(attempt.outcome)) + " " + text_of(attempt.failure) +
                                 (attempt.duration ? ", " + seconds_of(*attempt.duration) : "") +
                                 (attempt.output.empty() ? "" : ", output: " + line_of(attempt.output)));
  for (const ReportedStep& step : test.steps) lines.add(name_of(step.kind), text_of(step));
  for (const ReportedAttachment& attachment : test.attachments)
    lines.add("attachment", line_of(attachment.name) + " " + attachment.media_type +
                                (attachment.reference.empty() ? " " + std::to_string(attachment.content.size()) + " bytes"
                                                              : " at " + line_of(attachment.reference)));
  lines.add("output", line_of(test.output));
  lines.add("error output", line_of(test.error_output));
  lines.add("file", test.file.empty() ? "" : line_of(test.file) + (test.line > 0 ? ":" + std::to_string(test.line) : ""));
  return std::string(name_of(test.outcome)) + ": " + line_of(test.name) + "  (" + place_of(test.place) + ")\n" + lines.text();
}

Result<void> read_once(ReportReader& reader, std::string_view bytes, const std::vector<std::size_t>& sizes, ReportSink& sink) {
  for (std::size_t turn = 0; !bytes.empty(); ++turn) {
    // A copy of its own size, so that a read beyond the piece is seen by the address sanitizer.
    const std::vector<char> piece(bytes.begin(),
                                  bytes.begin() + static_cast<std::ptrdiff_t>(std::min(sizes[turn % sizes.size()], bytes.size())));
    TRY(reader.feed({piece.data(), piece.size()}, sink));
    bytes.remove_prefix(piece.size());
  }
  return reader.finish(sink);
}

}  // namespace

CollectedReport read_pieces(const ReportFormat& format, std::string_view bytes, const std::vector<std::size_t>& sizes) {
  CollectedReport report;
  auto reader = format.make_reader();
  auto result = read_once(*reader, bytes, sizes, report);
  if (auto second = result ? reader->second_reading() : nullptr) {
    report.tests.clear();
    report.warnings.clear();
    reader = std::move(second);
    result = read_once(*reader, bytes, sizes, report);
  }
  if (result)
    report.header = reader->header();
  else
    report.error = result.error();
  return report;
}

std::string difference(const CollectedReport& one, const CollectedReport& other) {
  if (one.tests.size() != other.tests.size())
    return std::to_string(one.tests.size()) + " records against " + std::to_string(other.tests.size());
  for (std::size_t i = 0; i < one.tests.size(); ++i)
    if (!(one.tests[i] == other.tests[i])) return text_of(one.tests[i]) + "against " + text_of(other.tests[i]);
  if (one.warnings != other.warnings) return "other warnings";
  const auto message = [](const CollectedReport& report) { return report.error ? report.error->message : "none"; };
  if (one.error != other.error) return "other errors: " + message(one) + " against " + message(other);
  return one.header.producer == other.header.producer && one.header.version == other.header.version ? "" : "other producers";
}

std::string text_of(const CollectedReport& report) {
  std::string text;
  if (!report.header.producer.empty()) text += "by " + line_of(report.header.producer + " " + report.header.version) + "\n";
  for (const ReportedTest& test : report.tests) text += text_of(test);
  for (const ReportWarning& warning : report.warnings)
    text += "warning " + warning.code + " (" + place_of(warning.place) + "): " + line_of(warning.message) + "\n";
  if (report.error)
    text += "error (" + (report.error->place ? place_of(*report.error->place) : "no place") + "): " + line_of(report.error->message) + "\n";
  return text;
}

}  // namespace testledger
