#include "insights/failure_groups.hpp"

#include <algorithm>

#include "core/characters.hpp"
#include "insights/failure_message.hpp"

namespace testledger {

void FailureGroups::add(CaseId id, RunId run, std::string_view message) {
  const std::string plain = without_particulars(first_line(message, message_example_max));
  const auto [place, is_new] = places_.try_emplace(plain, groups_.size());
  if (is_new)
    groups_.push_back({.message = plain, .example = std::string(cut_to_characters(without_blanks_around(message), message_example_max))});
  FailureGroup& group = groups_[place->second];
  ++group.cases;
  if (group.some_cases.size() == shown_max) return;
  group.some_cases.push_back(id);
  group.some_runs.push_back(run);
}

std::vector<FailureGroup> FailureGroups::take() && {
  std::ranges::stable_sort(groups_, std::ranges::greater(), &FailureGroup::cases);
  if (groups_.size() > groups_max) groups_.resize(groups_max);
  return std::move(groups_);
}

}  // namespace testledger
