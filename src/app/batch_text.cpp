#include "app/batch_text.hpp"

#include <fmt/chrono.h>

#include <algorithm>

#include "app/batch_lookup.hpp"
#include "app/console.hpp"

namespace testledger {
namespace {

constexpr std::int64_t milliseconds_max = 253'402'300'799'000;  ///< the end of the year 9999

/// How long it took, or takes until now, is the server's to know: of one at work there is nothing.
std::string duration_text(const boost::json::object& batch) {
  const std::int64_t from = number(batch, "startedDate"), to = number(batch, "finishedDate");
  return from > 0 && to >= from ? fmt::format("{:.1f} s", static_cast<double>(to - from) / 1'000) : "";
}

std::string plain(const boost::json::value& value) {
  if (value.is_null()) return "";
  return value.is_string() ? std::string(value.as_string()) : boost::json::serialize(value);
}

struct Fact {
  const char* member;
  const char* label;
};
constexpr Fact known_facts[] = {{"batchId", "batch"},         {"status", "state"},       {"format", "format"},
                                {"fileName", "file"},         {"sha256", "SHA-256"},     {"user", "user"},
                                {"attempts", "attempts"},     {"importID", "import"},    {"requestCount", "results"},
                                {"successCount", "imported"}, {"errorCount", "refused"}, {"createdCases", "new cases"},
                                {"errorMsg", "reason"}};
constexpr Fact known_times[] = {{"createdDate", "queued"}, {"startedDate", "started"}, {"finishedDate", "finished"}};

bool is_told_elsewhere(std::string_view member) {
  const auto is_it = [member](const Fact& fact) { return member == fact.member; };
  return std::ranges::any_of(known_facts, is_it) || std::ranges::any_of(known_times, is_it) || member == "size" || member == "type" ||
         member == "cycle";
}

}  // namespace

std::string time_text(std::int64_t milliseconds) {
  if (milliseconds <= 0 || milliseconds > milliseconds_max) return "";
  return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(static_cast<std::time_t>(milliseconds / 1'000)));
}

std::string size_text(std::int64_t bytes) {
  constexpr double step = 1024;
  const auto size = static_cast<double>(bytes);
  if (size < step) return fmt::format("{} B", bytes);
  if (size < step * step) return fmt::format("{:.1f} KiB", size / step);
  if (size < step * step * step) return fmt::format("{:.1f} MiB", size / step / step);
  return fmt::format("{:.1f} GiB", size / step / step / step);
}

std::vector<std::string> batch_heads() {
  return {"BATCH", "CYCLE", "STATE", "FILE", "FORMAT", "SIZE", "RESULTS", "REFUSED", "USER", "QUEUED", "TOOK"};
}

std::vector<std::string> batch_row(const boost::json::object& batch) {
  const auto cell = [&](std::string_view name) { return std::string(text(batch, name)); };
  return {std::to_string(number(batch, "batchId")),
          std::string(cycle_of(batch)),
          cell("status"),
          cell("fileName"),
          cell("format"),
          size_text(number(batch, "size")),
          std::to_string(number(batch, "requestCount")),
          std::to_string(number(batch, "errorCount")),
          cell("user"),
          time_text(number(batch, "createdDate")),
          duration_text(batch)};
}

std::string batch_facts(const boost::json::object& batch) {
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](const std::string& label, const std::string& fact) {
    if (!fact.empty()) rows.push_back({label, fact});
  };
  for (const auto& [member, label] : known_facts)
    if (const auto* value = batch.if_contains(member)) add(label, plain(*value));
  add("cycle", std::string(cycle_of(batch)));
  if (batch.contains("size")) add("size", size_text(number(batch, "size")));
  for (const auto& [member, label] : known_times) add(label, time_text(number(batch, member)));
  add("took", duration_text(batch));
  for (const auto& [member, value] : batch)  // what a later server has to tell
    if (value.is_primitive() && !is_told_elsewhere(member)) add(member, plain(value));
  if (const auto* options = batch.if_contains("options"); options && options->is_object())
    for (const auto& [name, value] : options->as_object()) add(name, plain(value));
  return render_table(rows);
}

}  // namespace testledger
