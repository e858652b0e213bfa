#include "mapping/case_slots.hpp"

#include <algorithm>
#include <limits>

namespace testledger {
namespace {

/// New cases have provisional numbers -1, -2, …, and come after all others.
std::pair<bool, std::int64_t> rank(const CaseSlot& slot) {
  const std::int64_t number = slot.known.number;
  return {number < 0, number < 0 ? -number : number};
}

}  // namespace

CaseSlots::CaseSlots(std::vector<KnownCase> known, std::size_t new_cases_max, const ChunkStart& start)
    : first_hidden_(start.first_made.value_or(std::numeric_limits<KeyNumber>::max())) {
  slots_.reserve(known.size() + new_cases_max);
  by_number_.reserve(known.size());
  by_automation_key_.reserve(known.size() + new_cases_max);
  // From the last number to the first: each then goes to the front of the list of its key.
  std::ranges::sort(known, std::ranges::greater(), &KnownCase::number);
  for (KnownCase& each : known)
    if (slots_.empty() || slots_.back().known.number != each.number) forget_report(add(std::move(each)), start);
}

/// What was written for an earlier report is no longer this one's.
void CaseSlots::forget_report(CaseSlot& slot, const ChunkStart& start) {
  if (!slot.known.latest || !slot.known.latest->of_this_import || slot.known.latest->ordinal >= start.report_begin) return;
  slot.told_before = true;
  slot.known.latest->of_this_import = false;
}

CaseSlot* CaseSlots::find(KeyNumber number) {
  const auto found = by_number_.find(number);
  return found == by_number_.end() ? nullptr : found->second;
}

CaseSlot* CaseSlots::find(std::string_view automation_key) {
  const auto found = by_automation_key_.find(automation_key);
  return found == by_automation_key_.end() ? nullptr : found->second;
}

CaseSlot& CaseSlots::add(KnownCase made) {
  slots_.push_back({.known = std::move(made)});
  CaseSlot& slot = slots_.back();
  if (slot.known.number > 0 && slot.known.number < first_hidden_) by_number_.emplace(slot.known.number, &slot);
  enter_automation_key(slot);
  return slot;
}

void CaseSlots::enter_automation_key(CaseSlot& slot) {
  if (slot.known.automation_key.empty()) return;
  CaseSlot** place = &by_automation_key_[slot.known.automation_key];
  while (*place != nullptr && rank(**place) < rank(slot)) place = &(*place)->next;
  slot.next = *place;
  *place = &slot;
}

}  // namespace testledger
