#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/batch.hpp"

namespace testledger {

/// What a watcher of a batch was told last. An event's id is this and nothing else, so that a watcher who comes back with it is
/// told what followed, by any server and without anybody having remembered them.
struct Seen {
  std::uint64_t number = 0;  ///< of the events they were told, so that no two of them have one id
  Timestamp queued;          ///< which life of the batch: a retry begins another one
  BatchState state = BatchState::queued;
  std::int64_t round = 0;     ///< which turn in that life: when it was begun, or how often before while nobody has begun it
  std::uint64_t content = 0;  ///< fingerprint of the JSON

  bool operator==(const Seen&) const = default;
};
/// Five numbers joined by hyphens.
std::string event_id(const Seen& seen);
/// Nothing for a text that is no event's id.
std::optional<Seen> read_event_id(std::string_view id);

/// One server-sent event about a batch.
struct BatchEvent {
  std::string_view name;  ///< "state" or "progress"
  Seen seen;              ///< by whom it was told
  std::string data;       ///< the batch as lists show it
};

/// What somebody who has seen that is to be told now: the states in between, as far as the batch's times tell them, each once; or a
/// progress when the state is the same and anything else is not. Who has seen nothing is told everything from `Queued` on.
std::vector<BatchEvent> news_of(const Batch& now, const std::optional<Seen>& seen);

/// As it is sent (the event stream format of the HTML standard).
std::string event_text(const BatchEvent& event);

}  // namespace testledger
