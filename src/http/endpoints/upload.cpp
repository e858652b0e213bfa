#include "http/endpoints/upload.hpp"

#include <fmt/format.h>

#include <utility>

#include "http/limits.hpp"

namespace testledger {

namespace {

constexpr std::string_view name_of_several = "reports.zip";

}  // namespace

Result<void> check_disk(const Call& call, std::uint64_t size) {
  const std::uint64_t free = TRY(call.services.blobs.free_bytes());
  if (free >= call.limits.disk_reserve + size) return {};
  return Error{
      ErrorCode::no_space,
      fmt::format("The server's disk has too little room: {} MiB are free, and {} MiB of them are kept in reserve (--disk-reserve).",
                  free >> 20, call.limits.disk_reserve >> 20),
      {},
      {}};
}

Result<void> UploadForm::begin_part(const PartHead& head) {
  if (head.name == "file" || head.file_name) return begin_file(head);
  destination_ = Destination::field;
  field_ = head.name;
  fields[field_].clear();
  return {};
}

Result<void> UploadForm::begin_file(const PartHead& head) {
  const bool same_name = has_file() && head.name == file_part_;
  const bool counts = !has_file() || (same_name ? file_is_empty_ : head.name == "file");
  destination_ = counts ? Destination::file : same_name ? Destination::further_file : Destination::nowhere;
  further_file_ = head.file_name.value_or("");
  further_is_begun_ = false;
  if (!counts) return {};
  zip_.reset();
  file_ = TRY(blobs_.create());
  file_name = head.file_name.value_or("");
  file_part_ = head.name;
  file_is_empty_ = true;
  return {};
}

/// The first file was written before it was known that there are more: it is read again, and swept later.
Result<void> UploadForm::write_further(std::string_view piece) {
  if (!zip_) {
    const Blob first = TRY(file_->keep());
    file_.reset();
    zip_ = std::make_unique<ZipWriter>(TRY(blobs_.create()));
    TRY(zip_->begin(std::exchange(file_name, name_of_several)));
    const auto reader = TRY(blobs_.open(first.sha256));
    for (std::string_view read = TRY(reader->read()); !read.empty(); read = TRY(reader->read())) TRY(zip_->write(read));
  }
  if (!std::exchange(further_is_begun_, true)) TRY(zip_->begin(further_file_));
  return zip_->write(piece);
}

Result<Blob> UploadForm::keep() { return zip_ ? zip_->keep() : file_->keep(); }

Result<void> UploadForm::part_data(std::string_view piece) {
  if (destination_ == Destination::nowhere) return {};
  if (destination_ == Destination::further_file) return piece.empty() ? Result<void>() : write_further(piece);
  if (destination_ == Destination::file) {
    file_is_empty_ = false;
    return file_->write(piece);
  }
  std::string& text = fields[field_];
  if (text.size() + piece.size() > field_length_max)
    return Error{ErrorCode::limit_exceeded,
                 fmt::format("A field of the form is too long (field_length_max {} bytes).", field_length_max),
                 {},
                 {},
                 field_};
  text += piece;
  return {};
}

}  // namespace testledger
