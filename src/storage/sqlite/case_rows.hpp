#pragma once

#include "storage/sqlite/tables.hpp"

// How the rows of a case are written, for those who write them.

namespace testledger::sqlite {

/// NULL for what is not set, so that it takes no space.
inline std::optional<std::string_view> filled(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

inline ChoiceId or_default(const Configuration& configuration, ChoiceKind kind, ChoiceId id) {
  return id ? id : configuration.default_of(kind).id;
}

/// case_tables.cpp: the content and tags of a case that has none.
Result<void> insert_wide_parts(Connection& db, ProjectId project, const CaseRow& row);

/// case_versions.cpp: the latest version of a case as people want it, later than it was.
Result<void> rewrite_case(Connection& db, ProjectId project, const TestCase& latest, const CaseDraft& fields);

/// The tags of those names, each once, made where they are missing.
Result<std::vector<CaseTag>> distinct_tags(Connection& db, ProjectId project, const std::vector<std::string>& names);

/// A change is later than what it changes, also when clocks are set: undoing an import tells by their times what others did since.
inline Timestamp later_than(Timestamp before) { return std::max(now(), before + std::chrono::milliseconds(1)); }

}  // namespace testledger::sqlite
