#include "http/endpoints/batch_events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <charconv>

#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

std::int64_t round_of(const Batch& batch) { return batch.started ? milliseconds(*batch.started) : batch.attempts + batch.postponed; }

/// FNV-1a: the same for every build and machine, and a collision costs one report of progress.
std::uint64_t fingerprint(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

BatchEvent event_of(std::string_view name, const Batch& batch, std::uint64_t number) {
  BatchEvent event{.name = name, .seen = {}, .data = boost::json::serialize(batch_json(batch))};
  event.seen = {
      .number = number, .queued = batch.queued, .state = batch.state, .round = round_of(batch), .content = fingerprint(event.data)};
  return event;
}

/// The batch in a state that it has left, as far as that is still known.
Batch past(const Batch& now, BatchState state) {
  return {.id = now.id,
          .start = now.start,
          .state = state,
          .attempts = now.attempts,
          .postponed = now.postponed,
          .origin = now.origin,
          .queued = now.queued};
}

/// The states of the present round, oldest first. The beginning counted one attempt; what somebody waits for is never queued.
std::vector<Batch> states_of(const Batch& now) {
  std::vector<Batch> states;
  if (now.state != BatchState::queued && now.origin == Batch::Origin::queued) states.push_back(past(now, BatchState::queued));
  if (now.started && !states.empty()) --states.front().attempts;
  if (now.started && is_final(now.state)) {
    states.push_back(past(now, BatchState::processing));
    states.back().started = now.started;
  }
  states.push_back(now);
  return states;
}

/// Takes one number from the front, and the hyphen behind it.
template <class Number>
bool take_number(std::string_view& rest, Number& number) {
  const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  if (problem != std::errc()) return false;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  const bool more = rest.starts_with('-');
  rest.remove_prefix(more ? 1 : 0);
  return more || rest.empty();
}

}  // namespace

std::string event_id(const Seen& seen) {
  return fmt::format("{}-{}-{}-{}-{}", seen.number, milliseconds(seen.queued), static_cast<int>(seen.state), seen.round, seen.content);
}

std::optional<Seen> read_event_id(std::string_view id) {
  const bool hyphen_ends = id.ends_with('-');
  std::int64_t queued = 0;
  unsigned state = 0;
  Seen seen;
  const bool read = take_number(id, seen.number) && take_number(id, queued) && take_number(id, state) && take_number(id, seen.round) &&
                    take_number(id, seen.content);
  if (!read || !id.empty() || hyphen_ends || state >= all_batch_states.size()) return std::nullopt;
  seen.queued = Timestamp(std::chrono::milliseconds(queued));
  seen.state = all_batch_states[state];
  return seen;
}

std::vector<BatchEvent> news_of(const Batch& now, const std::optional<Seen>& seen) {
  std::vector<Batch> states = states_of(now);
  if (seen && seen->queued == now.queued) {
    const auto told = [&](const Batch& batch) { return batch.state == seen->state && round_of(batch) == seen->round; };
    const auto last = std::ranges::find_if(states, told);
    if (last != states.end())
      states.erase(states.begin(), last + 1);
    else if (seen->state == BatchState::queued)  // somebody began it and gave it back between two looks
      states.insert(states.begin(), past(states.front(), BatchState::processing));
  }
  std::uint64_t number = seen ? seen->number : 0;
  std::vector<BatchEvent> events;
  for (const Batch& state : states) events.push_back(event_of("state", state, ++number));
  if (!events.empty() || is_final(now.state)) return events;
  BatchEvent progress = event_of("progress", now, number + 1);
  if (progress.seen.content != seen->content) events.push_back(std::move(progress));
  return events;
}

std::string event_text(const BatchEvent& event) {
  return fmt::format("id: {}\nevent: {}\ndata: {}\n\n", event_id(event.seen), event.name, event.data);
}

}  // namespace testledger
