#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "domain/case_change.hpp"
#include "domain/page.hpp"

namespace testledger {

class CaseStore {
 public:
  virtual ~CaseStore() = default;
  /// Tags are made where they are missing. not_found when the folder does not exist; conflict, naming the other case, when the
  /// automation key is to be unique and is not.
  virtual Result<TestCase> create_case(ProjectId project, const CaseDraft& draft, AutomationKeys keys = AutomationKeys::shared) = 0;
  /// The version that is asked for; without one that of the id or, by number, the latest. Not one that was deleted.
  virtual Result<std::optional<TestCase>> find_case(ProjectId project, const Reference& reference, std::optional<int> version = {}) = 0;
  /// Those of the numbers that are no case's, in their order.
  virtual Result<std::vector<KeyNumber>> missing_cases(ProjectId project, const std::vector<KeyNumber>& numbers) = 0;
  /// The tags of those ids in any order; ids of no tag of the project are absent.
  virtual Result<std::vector<CaseTag>> find_tags(ProjectId project, const std::vector<TagId>& ids) = 0;
  /// The latest versions, in the order of their numbers.
  virtual Result<Page<TestCase>> cases(ProjectId project, PageRequest page, CaseShelf shelf = CaseShelf::listed) = 0;
  /// Those that meet every criterion, likewise, with their total.
  virtual Result<Page<TestCase>> find_cases(ProjectId project, const CaseCriteria& criteria, PageRequest page) = 0;

  /// Makes of a version what the edit makes of it; a refusal of the edit is given back, and nothing is written. not_found when the case or
  /// the folder is not there. Cycles that have the latest version keep it when a new one is made.
  virtual Result<TestCase> revise_case(ProjectId project, const CaseRevision& revision) = 0;

  /// Several at once, all or none; otherwise as create_case.
  virtual Result<std::vector<TestCase>> clone_cases(ProjectId project, const std::vector<CaseClone>& clones) = 0;
  /// The cases, not their versions, in the order of their numbers.
  virtual Result<std::vector<CaseId>> matching_cases(ProjectId project, const CaseCriteria& criteria) = 0;
  /// The latest versions of those that there are, in the order of the ids, also of deleted ones.
  virtual Result<std::vector<TestCase>> cases_of(ProjectId project, const std::vector<CaseId>& ids) = 0;
  /// All at one moment. invalid_argument beyond changed_cases_max; a refusal of the edit, and not_found for a folder, end all of it.
  virtual Result<CasesChanged> change_cases(ProjectId project, const CasesChange& change) = 0;
  /// Removes a deleted case for good, as purge_cases does. False when it is not among the deleted.
  virtual Result<bool> purge_case(ProjectId project, KeyNumber number, const Audited& audit = {}) = 0;

  /// A file for the case, its description or its precondition; the latest version is changed by it. not_found without the case,
  /// limit_exceeded beyond attachments_max.
  virtual Result<ShownAttachment> attach_to_case(ProjectId project, CaseId id, AttachmentOwner to, const Attachment& file,
                                                 std::string_view user_name) = 0;
  /// Likewise. False when the case has no such attachment.
  virtual Result<bool> remove_case_attachment(ProjectId project, CaseId id, AttachmentId attachment, const Audited& audit = {}) = 0;
};

}  // namespace testledger
