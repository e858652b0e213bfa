#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "domain/attachment.hpp"
#include "domain/audit.hpp"
#include "domain/page.hpp"
#include "domain/test_cycle.hpp"

namespace testledger {

class CycleStore {
 public:
  virtual ~CycleStore() = default;
  /// not_found when the folder does not exist. Tags are made where they are missing.
  virtual Result<TestCycle> create_cycle(ProjectId project, const CycleDraft& draft) = 0;
  virtual Result<std::optional<TestCycle>> find_cycle(ProjectId project, const Reference& reference) = 0;
  /// Newest first.
  virtual Result<Page<TestCycle>> cycles(ProjectId project, PageRequest page) = 0;
  /// Cycles that meet every criterion; for TextMatch::exact those in the same letter case come first; then newest first.
  virtual Result<Page<TestCycle>> find_cycles(ProjectId project, const CycleQuery& query, PageRequest page) = 0;

  /// Makes what is to be written of what is stored at that moment; without I/O, may be called more than once.
  using CycleChange = std::function<Result<CycleDraft>(const TestCycle&)>;
  /// A refusal of `change` is given back; not_found for the cycle or the folder.
  virtual Result<TestCycle> change_cycle(ProjectId project, CycleId id, const CycleChange& change) = 0;
  /// A new cycle with the cases of another in their order, none of them executed, and with its files.
  virtual Result<TestCycle> clone_cycle(ProjectId project, CycleId of, const CycleDraft& draft) = 0;
  /// With its runs, imports and batches; they are gone for everybody from the beginning on, and a kill does not bring them back.
  /// conflict for the ad-hoc cycle and while a batch of it waits or is at work; not_found.
  virtual Result<void> remove_cycle(ProjectId project, CycleId id, const Audited& audit = {}) = 0;

  /// The files of the cycle itself, not of its runs.
  virtual Result<std::vector<ShownAttachment>> cycle_attachments(ProjectId project, CycleId id) = 0;
  /// Also to a closed one; the cycle is changed by it. not_found without the cycle, limit_exceeded beyond attachments_max.
  virtual Result<ShownAttachment> attach_to_cycle(ProjectId project, CycleId id, const Attachment& file, std::string_view user_name) = 0;
  /// Likewise. False when the cycle has no such attachment.
  virtual Result<bool> remove_cycle_attachment(ProjectId project, CycleId id, AttachmentId attachment, const Audited& audit = {}) = 0;
};

}  // namespace testledger
