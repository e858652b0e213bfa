#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "http/limits.hpp"

namespace testledger {

/// What the head of a part says of it.
struct PartHead {
  std::string name;
  std::optional<std::string> file_name;  ///< display text: no folders, no control characters, at most file_name_length_max bytes
  std::string content_type;
};

/// Is given the parts of a body in their order. A failure ends the reading.
class PartSink {
 public:
  virtual ~PartSink() = default;
  virtual Result<void> begin_part(const PartHead& head) = 0;
  virtual Result<void> part_data(std::string_view piece) = 0;
  virtual Result<void> end_part() = 0;
};

/// The boundary named by a Content-Type of multipart/form-data, quoted or not, whatever other parameters there are.
/// invalid_argument when it is another type or the boundary is not one of RFC 2046.
Result<std::string> multipart_boundary(std::string_view content_type);

/// Reads a multipart/form-data body (RFC 7578) in pieces of any size, in bounded memory; any division of the same bytes gives
/// the same parts. Lenient where senders are: lines may end in LF, the last line may lack its end, a preamble and an epilogue
/// are passed over, parts may have no head. Strict where it matters: without the closing boundary the body was cut off.
class MultipartReader {
 public:
  MultipartReader(std::string_view boundary, PartSink& sink);

  /// invalid_argument for a malformed part head, limit_exceeded beyond parts_max, part_header_max, part_header_fields_max.
  Result<void> feed(std::string_view piece);
  /// invalid_argument when the closing boundary has not come.
  Result<void> finish();

 private:
  enum class State { preamble, head, data, epilogue };
  enum class Delimiter { none, undecided, part, closing };
  struct Found {
    Delimiter kind = Delimiter::none;
    std::size_t begin = 0;  ///< of the line end before it, which belongs to it
    std::size_t end = 0;    ///< of the line end after it
  };
  struct Taken {
    std::size_t consumed = 0;
    bool more = false;  ///< whether the rest can be read without further bytes
  };

  Result<Taken> content(std::string_view bytes);
  Result<Taken> head_line(std::string_view bytes);
  Result<void> take_head_line(std::string_view line);
  Result<void> head_field();
  Result<void> begin_part();
  Result<void> emit(std::string_view data);
  Found find_delimiter(std::string_view bytes) const;
  Found unfinished_delimiter(std::string_view bytes) const;

  const std::string delimiter_;  ///< LF and "--boundary"
  PartSink& sink_;
  State state_ = State::preamble;
  std::string held_ = "\n";  ///< bytes that were not consumed; a body begins as if after a line end
  std::size_t skip_ = 0;     ///< bytes at the front that are no data: the line end before the first line of a part
  std::size_t parts_ = 0;
  std::size_t head_size_ = 0;
  std::size_t head_fields_ = 0;
  std::string field_;  ///< of the head, as read so far: it may be folded
  PartHead part_;
};

}  // namespace testledger
