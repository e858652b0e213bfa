#pragma once

#include "storage/configuration_store.hpp"
#include "storage/sqlite/engine/connection.hpp"

namespace testledger::sqlite {

Result<std::shared_ptr<const Configuration>> configuration(Connection& db, ProjectId project);
/// In place of what is stored.
Result<void> write_configuration(Connection& db, ProjectId project, const Configuration& configuration);
Result<std::shared_ptr<const Configuration>> change_configuration(Connection& db, ProjectId project,
                                                                  const ConfigurationStore::ConfigurationChange& change);
Result<bool> is_used(Connection& db, ProjectId project, ChoiceKind kind, ChoiceId id);
Result<bool> is_run_status_used(Connection& db, ProjectId project, ChoiceId id);

}  // namespace testledger::sqlite
