#include "importing/undo_import.hpp"

#include "core/clock.hpp"
#include "core/crash_point.hpp"

namespace testledger {
namespace {

constexpr std::chrono::seconds lease_time{30};
constexpr std::chrono::seconds extended_every{5};

}  // namespace

Result<void> undo_import(BatchStore& store, ProjectId project, const BatchLease& lease, const std::atomic<bool>* interrupted) {
  auto extended = steady_now();
  while (TRY(store.undo_chunk(project, lease))) {
    CRASH_POINT("undo.part_committed");
    if (interrupted && *interrupted) return Error{ErrorCode::unavailable, "The server is stopping."};
    if (steady_now() - extended < extended_every) continue;
    TRY(store.extend_lease(project, lease, lease_time));
    extended = steady_now();
  }
  CRASH_POINT("undo.finished");
  return {};
}

}  // namespace testledger
