#pragma once

#include "storage/sqlite/engine/connection.hpp"
#include "storage/tag_store.hpp"

namespace testledger::sqlite {

/// The tag of that name, made if it is missing.
Result<TagId> ensure_tag(Connection& db, ProjectId project, std::string_view name);

Result<std::vector<CaseTag>> tags(Connection& db, ProjectId project, std::int64_t start, std::int64_t count);
Result<std::vector<CaseTag>> ensure_tags(Connection& db, ProjectId project, const std::vector<std::string>& names);
Result<CaseTag> rename_tag(Connection& db, ProjectId project, TagId id, std::string_view name);
Result<void> remove_tag(Connection& db, ProjectId project, TagId id, TagStore::UsedTag used);

}  // namespace testledger::sqlite
