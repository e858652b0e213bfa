#include "http/endpoints/upload.hpp"

#include <fmt/format.h>

#include "http/limits.hpp"

namespace testledger {

Result<void> Upload::begin_part(const PartHead& head) {
  if (head.name == "file" || (head.file_name && !file)) {
    file = TRY(blobs_.create());
    file_name = head.file_name.value_or("");
    destination_ = Destination::file;
  } else if (head.file_name) {
    destination_ = Destination::nowhere;
  } else {
    destination_ = Destination::field;
    field_ = head.name;
    fields[field_].clear();
  }
  return {};
}

Result<void> Upload::part_data(std::string_view piece) {
  if (destination_ == Destination::file) return file->write(piece);
  if (destination_ == Destination::nowhere) return {};
  std::string& text = fields[field_];
  if (text.size() + piece.size() > field_length_max)
    return Error{
        ErrorCode::limit_exceeded, fmt::format("A field of the form is too long (field_length_max {} bytes).", field_length_max), {}, {}};
  text += piece;
  return {};
}

}  // namespace testledger
