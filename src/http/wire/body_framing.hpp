#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "http/request.hpp"

namespace testledger {

/// Finds a request's body among the bytes that arrive, by its length or by its chunks (RFC 9112 section 7.1). Extensions of a chunk
/// and trailers that speak of framing or of who asks are refused; other trailers are passed over.
class BodyFraming {
 public:
  explicit BodyFraming(const Request& request);

  struct Step {
    std::size_t consumed = 0;  ///< bytes of the input that are dealt with
    std::string_view data;     ///< those of them that belong to the body
  };
  /// Takes some of `arrived`; what is not consumed must be given again with more. invalid_argument when it is no chunk.
  Result<Step> next(std::string_view arrived);

  bool done() const { return state_ == State::done; }
  /// Bytes still to come at least; for chunked bodies unknown (the largest number).
  std::uint64_t remaining() const;

 private:
  enum class State { length, size_line, chunk, chunk_end, trailer, done };
  Result<Step> size_line(std::string_view arrived);
  Result<Step> chunk_end(std::string_view arrived);
  Result<Step> trailer(std::string_view arrived);

  State state_ = State::done;
  std::uint64_t left_ = 0;  // of the body, or of the chunk
  std::size_t trailer_size_ = 0;
};

inline constexpr std::size_t chunk_line_max = 256;  ///< a chunk's size with what pads it
inline constexpr std::size_t trailer_max = 8 * 1024;

}  // namespace testledger
