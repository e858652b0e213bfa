#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>

#include "core/crash_point.hpp"
#include "core/result.hpp"
#include "storage/store.hpp"

namespace testledger {

struct SqliteOptions {
  std::filesystem::path directory;  ///< the data directory; made when it is missing
  int readers = 4;                  ///< connections for reading at once
  std::int64_t pages_max = 0;       ///< a limit on the file of 8 KiB pages, for tests of a full disk; 0: none
  std::chrono::milliseconds import_turn_max{
      LESS_IN_CRASH_TESTS(0, 1000)};  ///< how long a large import writes before it commits and lets others in
};

/// Opens the database "testledger.db" of a data directory, makes it or brings its schema up to date. conflict when another
/// process has the directory or a newer program made the schema; invalid_argument on a network file system; storage_failed
/// when the file is damaged. Destroy import sessions before the store.
Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteOptions& options);

/// Looks at a copy that StoredData::copy_to made in that directory, without changing anything. conflict when a program of another
/// version made it; not_found when there is none.
Result<std::unique_ptr<StoredData>> open_sqlite_copy(const std::filesystem::path& directory);

}  // namespace testledger
