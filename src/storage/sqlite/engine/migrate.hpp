#pragma once

#include "core/result.hpp"
#include "storage/migration.hpp"
#include "storage/sqlite/engine/connection.hpp"

namespace testledger::sqlite {

/// Brings the schema to the last of the migrations, each in a transaction of its own. Refuses (conflict) a schema that a
/// newer program made, and one that came from migrations with other text.
Result<void> migrate(Connection& db, Migrations migrations);

/// Refuses (conflict) a schema that is not that of the last of the migrations. Changes nothing.
Result<void> require_latest(Connection& db, Migrations migrations);

}  // namespace testledger::sqlite
