#pragma once

#include <functional>
#include <optional>
#include <variant>
#include <vector>

#include "core/result.hpp"
#include "domain/audit.hpp"
#include "domain/case_search.hpp"
#include "domain/test_case.hpp"

namespace testledger {

/// Where a case is put. What was deleted can be restored for deleted_cases_kept.
enum class ShelfMove { archive, unarchive, erase, restore };

/// What a case is to say, from what it says, or why not. It is called while nobody else writes, so it looks at nothing else.
using CaseEdit = std::function<Result<CaseDraft>(const TestCase&)>;

/// A change of one version of a case.
struct CaseRevision {
  Reference reference;
  std::optional<int> version;  ///< without one that of the id or, by number, the latest
  CaseEdit edit;
  enum class Goes { into_it, into_a_new_version } goes = Goes::into_it;
};

/// One change of several cases.
struct CasesChange {
  std::variant<std::vector<KeyNumber>, CaseCriteria> which;
  std::variant<ShelfMove, CaseEdit> change;
  Audited audit = {};  ///< for each case, which it is completed with
};

/// A case that says what another says, with copies of its attachments.
struct CaseClone {
  CaseId of;
  CaseDraft fields;
};

struct CasesChanged {
  struct Changed {
    KeyNumber number = 0;
    CaseId version_id;
  };
  std::vector<Changed> changed;
  std::vector<KeyNumber> missing;  ///< that are not there or, to be restored, not among the deleted
};

inline constexpr std::size_t changed_cases_max = 10'000;  ///< by one change

}  // namespace testledger
