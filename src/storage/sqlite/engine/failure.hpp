#pragma once

#include <sqlite3.h>

#include <string_view>

#include "core/error.hpp"

namespace testledger::sqlite {

/// What a result code means for the caller: a full or failing disk or a busy file may pass (unavailable: what waits in a queue is tried
/// again however often), the rest is storage_failed.
/// The engine's own words and the statement go into the log's detail only.
Error failure(sqlite3* db, int status, std::string_view doing);

}  // namespace testledger::sqlite
