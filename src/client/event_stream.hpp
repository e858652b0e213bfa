#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "client/server.hpp"

namespace testledger {

/// An event that a server sent (text/event-stream).
struct ServerEvent {
  std::string id;    ///< the last one told, by this event or one before it
  std::string name;  ///< "message" unless it was told
  std::string data;

  bool operator==(const ServerEvent&) const = default;
};

/// What an event, with the lines of it, may take.
inline constexpr std::size_t event_size_max = 16 * 1024 * 1024;

/// Reads such a stream, split at any byte; an event that is not complete at the end is none.
class EventStreamReader {
 public:
  using Sink = std::function<void(const ServerEvent& event)>;

  /// Fails with `limit_exceeded` when an event is too long.
  Result<void> feed(std::string_view piece, const Sink& sink);

 private:
  void end_line(const Sink& sink);
  void take_field(std::string_view name, std::string_view value);
  void dispatch(const Sink& sink);

  std::string line_;
  ServerEvent event_;
  bool has_data_ = false;
  bool at_begin_ = true;
  bool after_return_ = false;  ///< a line feed that follows belongs to the end of the line before
};

/// Reads a server's events from the one behind `last_id` on, until the stream ends, breaks or the sink says false; fails and answers as
/// get_stream does.
Result<ServerAnswer> get_events(const ServerAddress& server, const std::string& path, const std::string& last_id,
                                const std::function<bool(const ServerEvent& event)>& sink);

}  // namespace testledger
