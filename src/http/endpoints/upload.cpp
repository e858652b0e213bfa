#include "http/endpoints/upload.hpp"

#include <fmt/format.h>

#include "http/limits.hpp"

namespace testledger {

namespace {

Error two_files(std::string_view first, std::string_view second) {
  return {ErrorCode::invalid_argument,
          fmt::format("The form has two files, \"{}\" and \"{}\": send one file per request.", first, second),
          {},
          {}};
}

}  // namespace

Result<void> Upload::begin_part(const PartHead& head) {
  if (head.name == "file" || head.file_name) return begin_file(head);
  destination_ = Destination::field;
  field_ = head.name;
  fields[field_].clear();
  return {};
}

Result<void> Upload::begin_file(const PartHead& head) {
  const bool same_name = file && head.name == file_part_;
  const bool counts = !file || (same_name ? file_is_empty_ : head.name == "file");
  destination_ = counts ? Destination::file : same_name ? Destination::second_file : Destination::nowhere;
  if (destination_ == Destination::second_file) second_file_ = head.file_name.value_or("");
  if (!counts) return {};
  file = TRY(blobs_.create());
  file_name = head.file_name.value_or("");
  file_part_ = head.name;
  file_is_empty_ = true;
  return {};
}

Result<void> Upload::part_data(std::string_view piece) {
  if (destination_ == Destination::nowhere) return {};
  if (destination_ == Destination::second_file) return two_files(file_name, second_file_);
  if (destination_ == Destination::file) {
    file_is_empty_ = false;
    return file->write(piece);
  }
  std::string& text = fields[field_];
  if (text.size() + piece.size() > field_length_max)
    return Error{
        ErrorCode::limit_exceeded, fmt::format("A field of the form is too long (field_length_max {} bytes).", field_length_max), {}, {}};
  text += piece;
  return {};
}

}  // namespace testledger
