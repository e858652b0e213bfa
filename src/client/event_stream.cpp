#include "client/event_stream.hpp"

namespace testledger {

Result<void> EventStreamReader::feed(std::string_view piece, const Sink& sink) {
  for (const char byte : piece) {
    const bool second_of_two = after_return_ && byte == '\n';
    after_return_ = byte == '\r';
    if (second_of_two) continue;
    if (byte == '\r' || byte == '\n') {
      end_line(sink);
      continue;
    }
    if (line_.size() + event_.data.size() >= event_size_max)
      return Error{ErrorCode::limit_exceeded, "an event of the server is longer than " + std::to_string(event_size_max) + " bytes"};
    line_ += byte;
  }
  return {};
}

void EventStreamReader::end_line(const Sink& sink) {
  std::string_view line = line_;
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (std::exchange(at_begin_, false) && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
  if (line.empty()) {
    dispatch(sink);
  } else if (const auto colon = line.find(':'); colon == std::string_view::npos) {
    take_field(line, "");
  } else {
    const std::string_view value = line.substr(colon + 1);
    take_field(line.substr(0, colon), value.starts_with(' ') ? value.substr(1) : value);
  }
  line_.clear();
}

/// A line that begins with a colon has no name: it is a comment, which keeps the connection alive.
void EventStreamReader::take_field(std::string_view name, std::string_view value) {
  if (name == "event") event_.name = value;
  if (name == "id" && value.find('\0') == std::string_view::npos) event_.id = value;
  if (name != "data") return;
  if (std::exchange(has_data_, true)) event_.data += '\n';
  event_.data += value;
}

void EventStreamReader::dispatch(const Sink& sink) {
  if (event_.name.empty()) event_.name = "message";
  if (std::exchange(has_data_, false)) sink(event_);
  event_ = {.id = std::move(event_.id), .name = {}, .data = {}};
}

Result<ServerAnswer> get_events(const ServerAddress& server, const std::string& path, const std::string& last_id,
                                const std::function<bool(const ServerEvent& event)>& sink) {
  EventStreamReader reader;
  std::vector<std::string> headers{"Accept: text/event-stream", "Cache-Control: no-cache"};
  if (!last_id.empty()) headers.push_back("Last-Event-ID: " + last_id);
  bool wanted = true;
  return get_stream(server, path, headers, [&](std::string_view piece) {
    const auto fed = reader.feed(piece, [&](const ServerEvent& event) { wanted = wanted && sink(event); });
    return fed && wanted;
  });
}

}  // namespace testledger
