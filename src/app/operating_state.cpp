#include "app/operating_state.hpp"

#include <filesystem>

namespace testledger {
namespace {

namespace fs = std::filesystem;

/// Stored files lie in a directory of their own.
std::uint64_t size_of_files(const fs::path& directory) {
  std::uint64_t bytes = 0;
  std::error_code ignored;
  for (fs::directory_iterator entry(directory, ignored), end; !ignored && entry != end; entry.increment(ignored)) {
    std::error_code gone;
    const auto size = entry->is_regular_file(gone) ? entry->file_size(gone) : 0;
    if (!gone) bytes += size;
  }
  return bytes;
}

}  // namespace

OperatingState operating_state(const RunningServer& running) {
  const BatchWorkers::Load load = running.batches.load();
  OperatingState state{.version = TESTLEDGER_VERSION,
                       .started = running.started,
                       .engine = "SQLite",
                       .database_bytes = size_of_files(running.data),
                       .workers = load.workers,
                       .busy_workers = load.busy};
  if (const auto verified = running.housekeeping.last_verification()) {
    state.verified = verified->when;
    state.violations = verified->violations;
  }
  return state;
}

}  // namespace testledger
