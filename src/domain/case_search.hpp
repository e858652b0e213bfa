#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "domain/keys.hpp"
#include "domain/test_cycle.hpp"

namespace testledger {

/// Where a case stands: lists and searches look at one of these.
enum class CaseShelf { listed, archived, deleted };

/// Texts are compared in any letter case.
struct TextCriterion {
  std::string text;
  TextMatch match = TextMatch::exact;
};

/// From `from` up to and without `to`.
struct TimeRange {
  Timestamp from = Timestamp::min();
  Timestamp to = Timestamp::max();
};

/// Any of them.
struct TagCriterion {
  std::vector<TagId> ids;
  std::vector<std::string> names;  ///< in any letter case
};

/// A custom field of that name, or id when it has no name, with one of the values.
struct FieldCriterion {
  std::string name;
  std::int64_t id = 0;
  std::vector<std::string> values;
};

/// What cases are searched by (contract B.8); it is the latest versions that are found. A criterion that is not set is met by all, an
/// empty list by none.
struct CaseCriteria {
  CaseShelf shelf = CaseShelf::listed;
  std::optional<TextCriterion> title;
  std::optional<TextCriterion> automation_key;
  std::optional<std::vector<KeyNumber>> numbers;
  std::optional<std::vector<CaseId>> ids;
  std::optional<std::vector<FolderId>> folders;  ///< the folder itself, not those below it
  std::optional<std::vector<std::string>> owners;
  std::optional<std::vector<std::string>> requirements;
  std::optional<TagCriterion> tags;
  std::optional<std::vector<ChoiceId>> statuses;
  std::optional<std::vector<ChoiceId>> priorities;
  std::optional<std::vector<ChoiceId>> types;
  std::optional<std::vector<ChoiceId>> automation_statuses;
  TimeRange created;
  TimeRange updated;
  std::vector<FieldCriterion> custom_fields;  ///< all of them
};

}  // namespace testledger
