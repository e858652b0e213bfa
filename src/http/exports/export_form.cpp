#include "http/exports/export_form.hpp"

#include <numeric>

namespace testledger {

std::uint64_t ExportedCycle::total() const { return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}); }

std::string ExportedCycle::name() const { return cycle_key(project.key, cycle.number) + ' ' + cycle.fields.title; }

std::string_view ExportedCase::reason() const {
  if (!detail.comments.empty()) return detail.comments.front();
  for (const RunStep& step : detail.steps)
    if (step.status == RunStatusType::failed && !step.actual.empty()) return step.actual;
  return {};
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find_first_of("\r\n")); }

}  // namespace testledger
