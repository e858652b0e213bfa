#include "insights/comparison.hpp"

#include <algorithm>
#include <tuple>

#include "core/letter_case.hpp"

namespace testledger {
namespace {

bool failed(const CaseResult& result) { return result.type == RunStatusType::failed; }

bool is_slower(const CaseResult& before, const CaseResult& after) {
  return after.seconds >= before.seconds * slower_factor && after.seconds - before.seconds >= slower_seconds;
}

Change change_between(const CaseResult& before, const CaseResult& after) {
  if (failed(after)) return failed(before) ? Change::still_failing : Change::newly_failing;
  if (failed(before) && after.type == RunStatusType::passed) return Change::fixed;
  if (is_slower(before, after)) return Change::slower;
  return is_slower(after, before) ? Change::faster : Change::same;
}

ComparedCase compared_case(const CaseResult* before, const CaseResult* after) {
  ComparedCase made;
  if (before != nullptr) made.before = *before;
  if (after != nullptr) made.after = *after;
  const bool was = before != nullptr && before->is_executed(), is = after != nullptr && after->is_executed();
  if (was && is)
    made.change = change_between(*before, *after);
  else if (was != is)
    made.change = was ? Change::missing : Change::added;
  return made;
}

}  // namespace

std::vector<ComparedCase> compared(std::span<const CaseResult> before, std::span<const CaseResult> after) {
  std::vector<ComparedCase> all;
  all.reserve(std::max(before.size(), after.size()));
  auto old = before.begin();
  auto now = after.begin();
  while (old != before.end() || now != after.end()) {
    const bool takes_old = now == after.end() || (old != before.end() && old->case_id <= now->case_id);
    const bool takes_now = old == before.end() || (now != after.end() && now->case_id <= old->case_id);
    all.push_back(compared_case(takes_old ? &*old : nullptr, takes_now ? &*now : nullptr));
    if (takes_old) ++old;
    if (takes_now) ++now;
  }
  return all;
}

std::vector<ComparedCase> most_important_first(const std::vector<ComparedCase>& compared) {
  std::vector<std::pair<std::tuple<Change, bool, std::int64_t>, std::size_t>>
      order;  // the cases themselves are too large to be moved about
  order.reserve(compared.size());
  for (std::size_t row = 0; row < compared.size(); ++row)
    order.emplace_back(std::tuple(compared[row].change, !compared[row].after, compared[row].either().position), row);
  std::ranges::sort(order);
  std::vector<ComparedCase> sorted;
  sorted.reserve(compared.size());
  for (const auto& [key, row] : order) sorted.push_back(compared[row]);
  return sorted;
}

std::string_view name_of(Change change) {
  switch (change) {
    case Change::newly_failing: return "newlyFailing";
    case Change::still_failing: return "stillFailing";
    case Change::fixed: return "fixed";
    case Change::slower: return "slower";
    case Change::missing: return "missing";
    case Change::added: return "added";
    case Change::faster: return "faster";
    case Change::same: return "same";
  }
  return "";
}

std::optional<Change> change_named(std::string_view name) {
  for (const Change change : all_changes)
    if (equal_ignoring_case(name, name_of(change))) return change;
  return std::nullopt;
}

}  // namespace testledger
