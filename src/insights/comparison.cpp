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

Change change_between(const CaseResult* before, const CaseResult* after) {
  const bool was = before != nullptr && before->is_executed(), is = after != nullptr && after->is_executed();
  if (was && is) return change_between(*before, *after);
  if (was != is) return was ? Change::missing : Change::added;
  return Change::same;
}

ComparedCase copy_of(const ComparedRows& rows) {
  ComparedCase copy{.change = rows.change, .before = {}, .after = {}};
  if (rows.before != nullptr) copy.before = *rows.before;
  if (rows.after != nullptr) copy.after = *rows.after;
  return copy;
}

}  // namespace

std::vector<ComparedRows> compared(std::span<const CaseResult> before, std::span<const CaseResult> after) {
  std::vector<ComparedRows> all;
  all.reserve(std::max(before.size(), after.size()));
  auto old = before.begin();
  auto now = after.begin();
  while (old != before.end() || now != after.end()) {
    const bool takes_old = now == after.end() || (old != before.end() && old->case_id <= now->case_id);
    const bool takes_now = old == before.end() || (now != after.end() && now->case_id <= old->case_id);
    ComparedRows rows{.before = takes_old ? &*old : nullptr, .after = takes_now ? &*now : nullptr};
    rows.change = change_between(rows.before, rows.after);
    all.push_back(rows);
    if (takes_old) ++old;
    if (takes_now) ++now;
  }
  return all;
}

std::vector<ComparedCase> most_important(std::span<const ComparedRows> compared, PageRequest part) {
  const std::size_t start = std::min(static_cast<std::size_t>(part.start), compared.size());
  const std::size_t end = std::min(start + static_cast<std::size_t>(part.size), compared.size());
  std::vector<const ComparedRows*> order;
  order.reserve(compared.size());
  for (const ComparedRows& each : compared) order.push_back(&each);
  const auto rank = [](const ComparedRows* rows) { return std::tuple(rows->change, rows->after == nullptr, rows->either().position); };
  const auto first = order.begin() + static_cast<std::ptrdiff_t>(start), last = order.begin() + static_cast<std::ptrdiff_t>(end);
  if (first != order.begin() && first != order.end()) std::ranges::nth_element(order, first, {}, rank);
  std::ranges::partial_sort(first, last, order.end(), {}, rank);
  std::vector<ComparedCase> shown;
  for (auto each = first; each != last; ++each) shown.push_back(copy_of(**each));
  return shown;
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
