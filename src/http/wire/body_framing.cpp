#include "http/wire/body_framing.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "core/letter_case.hpp"

namespace testledger {
namespace {

constexpr std::size_t size_digits_max = 15;  // 2^60, far beyond any body, and no overflow

Error bad_chunk(std::string detail) { return {ErrorCode::invalid_argument, "The chunked body is malformed.", {}, std::move(detail)}; }

struct Line {
  std::string_view text;
  std::size_t size = 0;  // with its end; 0: not all of it is there
};

Result<Line> line_of(std::string_view arrived, std::size_t length_max) {
  const auto end = arrived.substr(0, length_max).find('\n');
  if (end == std::string_view::npos) {
    if (arrived.size() >= length_max) return bad_chunk("a line is too long");
    return Line{};
  }
  if (end == 0 || arrived[end - 1] != '\r') return bad_chunk("a line ends without CR");
  return Line{arrived.substr(0, end - 1), end + 1};
}

// Extensions, which RFC 9112 lets a recipient pass over, are refused: no client of ours writes them, and where proxy and server read
// the end of such a line differently, one hides a request in another.
Result<std::uint64_t> chunk_size(std::string_view line) {
  const std::string_view digits = line.substr(0, line.find_last_not_of(" \t") + 1);  // some pad the size with blanks
  if (digits.empty() || digits.size() > size_digits_max) return bad_chunk("no chunk size");
  std::uint64_t size = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
  if (problem != std::errc() || end == digits.data()) return bad_chunk("no chunk size");
  if (end != digits.data() + digits.size()) return bad_chunk("text after the chunk size");
  return size;
}

/// Whether a trailer's field would say where a message ends or whose it is (RFC 9110 section 6.5.1 forbids these there).
bool is_of_framing(std::string_view field) {
  constexpr std::array<std::string_view, 5> names = {"content-length", "transfer-encoding", "host", "authorization", "cookie"};
  return std::ranges::find(names, lower(field)) != names.end();
}

/// A field of the trailer, which is read past; refused when it is none.
Result<void> check_trailer_field(std::string_view line) {
  const std::string_view name = line.substr(0, line.find(':'));
  if (name.size() == line.size() || name.empty() || name.find_first_of(" \t") != std::string_view::npos)
    return bad_chunk("a trailer that is no field");
  if (line.find_first_of(std::string_view("\r\0", 2)) != std::string_view::npos) return bad_chunk("control character in the trailer");
  if (is_of_framing(name)) return bad_chunk("a trailer must not have " + lower(name));
  return {};
}

}  // namespace

BodyFraming::BodyFraming(const Request& request) {
  if (request.chunked) {
    state_ = State::size_line;
  } else if (request.content_length.value_or(0) > 0) {
    state_ = State::length;
    left_ = *request.content_length;
  }
}

std::uint64_t BodyFraming::remaining() const {
  if (state_ == State::done) return 0;
  return state_ == State::length ? left_ : std::numeric_limits<std::uint64_t>::max();
}

Result<BodyFraming::Step> BodyFraming::next(std::string_view arrived) {
  switch (state_) {
    case State::length:
    case State::chunk: {
      const std::string_view data = arrived.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, arrived.size())));
      left_ -= data.size();
      if (left_ == 0) state_ = state_ == State::length ? State::done : State::chunk_end;
      return Step{data.size(), data};
    }
    case State::size_line: return size_line(arrived);
    case State::chunk_end: return chunk_end(arrived);
    case State::trailer: return trailer(arrived);
    case State::done: break;
  }
  return Step{};
}

Result<BodyFraming::Step> BodyFraming::size_line(std::string_view arrived) {
  const Line line = TRY(line_of(arrived, chunk_line_max));
  if (line.size == 0) return Step{};
  left_ = TRY(chunk_size(line.text));
  state_ = left_ == 0 ? State::trailer : State::chunk;
  return Step{line.size, {}};
}

Result<BodyFraming::Step> BodyFraming::chunk_end(std::string_view arrived) {
  if (!std::string_view("\r\n").starts_with(arrived.substr(0, 2))) return bad_chunk("a chunk is longer than its size");
  if (arrived.size() < 2) return Step{};
  state_ = State::size_line;
  return Step{2, {}};
}

Result<BodyFraming::Step> BodyFraming::trailer(std::string_view arrived) {
  const Line line = TRY(line_of(arrived, trailer_max));
  if (line.size == 0) return Step{};
  trailer_size_ += line.size;
  if (trailer_size_ > trailer_max) return bad_chunk("the trailer is too long");
  if (line.text.empty()) {
    state_ = State::done;
  } else {
    TRY(check_trailer_field(line.text));
  }
  return Step{line.size, {}};
}

}  // namespace testledger
