#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/ids.hpp"
#include "domain/batch_lease.hpp"
#include "domain/import_record.hpp"
#include "domain/import_summary.hpp"

namespace testledger {

/// queued -> processing -> completed | failed | cancelled; a queued one may be cancelled, an interrupted one is queued again.
enum class BatchState : std::uint8_t { queued, processing, completed, failed, cancelled };

inline constexpr std::array all_batch_states{BatchState::queued, BatchState::processing, BatchState::completed, BatchState::failed,
                                             BatchState::cancelled};

/// As people and the wire call it: "Queued".
std::string_view name_of(BatchState state);
constexpr bool is_final(BatchState state) { return state != BatchState::queued && state != BatchState::processing; }

/// A report that was accepted to be imported later (contract A.11, D.2), or one that was imported while its sender waited.
struct Batch {
  enum class Origin : std::uint8_t { queued, direct };  ///< direct: its sender waited for the import, which is never begun again

  BatchId id;
  std::string cycle_key;  ///< for people
  ImportStart start;
  BatchState state = BatchState::queued;
  int attempts = 0;   ///< how often a worker began it
  int postponed = 0;  ///< how often it was given back because something was not available
  Origin origin = Origin::queued;
  std::optional<ImportId> import;  ///< whose effects are there: all of a completed one, some of any other
  std::string failure;             ///< why it failed or was postponed, for people
  std::uint64_t requests = 0;
  std::uint64_t successes = 0;
  std::uint64_t errors = 0;
  std::optional<std::uint64_t> total;  ///< results in the report, once it was read
  std::uint64_t processed = 0;         ///< of them, those with what they did on disk
  /// While it is queued: 1 for the oldest of its project; not counted beyond position_max. Only in what is found by its id.
  std::optional<std::uint64_t> position;
  static constexpr std::uint64_t position_max = 1'000;
  bool cancel_requested = false;  ///< while it is processed: it ends between two chunks
  Timestamp queued;
  std::optional<Timestamp> started;
  std::optional<Timestamp> finished;

  enum class Undo : std::uint8_t { none, begun, done };
  Undo undo = Undo::none;
  std::string undone_by;  ///< user name
  std::optional<Timestamp> undone;
};

/// A batch that a worker has begun.
struct ClaimedBatch {
  Batch batch;
  BatchLease lease;
};

/// How long a request's key is remembered: pipelines are run again days later.
inline constexpr std::chrono::hours request_key_life{7 * 24};

/// How often a batch is begun that never comes to an end: one that takes the server down with it must not do so for ever.
inline constexpr int batch_attempts_max = 5;

}  // namespace testledger
