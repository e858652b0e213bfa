#include "importing/undo_import.hpp"

#include "core/crash_point.hpp"

namespace testledger {
namespace {

constexpr std::chrono::seconds lease_time{30};
constexpr std::chrono::seconds extended_every{5};

}  // namespace

Result<void> undo_import(BatchStore& store, ProjectId project, const BatchLease& lease, const std::atomic<bool>* interrupted) {
  auto extended = std::chrono::steady_clock::now();
  while (TRY(store.undo_chunk(project, lease))) {
    CRASH_POINT("undo.part_committed");
    if (interrupted && *interrupted) return Error{ErrorCode::unavailable, "The server is stopping."};
    if (std::chrono::steady_clock::now() - extended < extended_every) continue;
    TRY(store.extend_lease(project, lease, lease_time));
    extended = std::chrono::steady_clock::now();
  }
  CRASH_POINT("undo.finished");
  return {};
}

}  // namespace testledger
