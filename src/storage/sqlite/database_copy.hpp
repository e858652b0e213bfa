#pragma once

#include <atomic>
#include <filesystem>

#include "core/result.hpp"
#include "storage/sqlite/engine/connection.hpp"

namespace testledger::sqlite {

/// Copies, page by page, what the reading connection sees at one moment into a new file, which is complete by itself. The reader
/// holds its view until the end, so that writers going on cannot make the copy begin again and again. unavailable when
/// interrupted.
Result<void> copy_database(Connection& from, const std::filesystem::path& file, const std::atomic<bool>& interrupted);

}  // namespace testledger::sqlite
