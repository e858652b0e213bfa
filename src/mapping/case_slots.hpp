#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "mapping/chunk_plan.hpp"

namespace testledger {

/// A case while a chunk is planned: what the store knows of it, and what the chunk has done to it so far.
struct CaseSlot {
  static constexpr std::uint32_t none = UINT32_MAX;

  KnownCase known;                ///< kept up to date with the plan
  std::uint32_t new_case = none;  ///< index in ImportChunk::new_cases
  std::uint32_t update = none;    ///< index in ImportChunk::case_updates
  std::uint32_t run = none;       ///< index in ImportChunk::runs of the write that holds its latest run
  std::uint32_t creating = 0;     ///< which creating write made its latest run, when that has no id yet
  bool dataset_changed = false;
  bool told_before = false;  ///< by an earlier report of the same import
  CaseSlot* next = nullptr;  ///< the next one with the same automation key, by number
};

/// The cases of one chunk, found by number or automation key. Slots stay where they are.
class CaseSlots {
 public:
  /// Room for the known cases and as many new ones. Those that the import made are not found by number.
  CaseSlots(std::vector<KnownCase> known, std::size_t new_cases_max, const ChunkStart& start);

  CaseSlot* find(KeyNumber number);
  /// The first of the cases with that automation key; the others follow by `next`.
  CaseSlot* find(std::string_view automation_key);
  CaseSlot& add(KnownCase made);
  /// To be called once a case that had no automation key has got one.
  void enter_automation_key(CaseSlot& slot);
  std::vector<CaseSlot>& all() { return slots_; }

 private:
  static void forget_report(CaseSlot& slot, const ChunkStart& start);

  std::vector<CaseSlot> slots_;
  KeyNumber first_hidden_;
  std::unordered_map<KeyNumber, CaseSlot*> by_number_;
  std::unordered_map<std::string_view, CaseSlot*> by_automation_key_;
};

}  // namespace testledger
