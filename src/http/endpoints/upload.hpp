#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "archives/zip_writer.hpp"
#include "blobs/blob_store.hpp"
#include "http/endpoints/call.hpp"
#include "http/endpoints/import_parameters.hpp"
#include "http/wire/multipart_reader.hpp"

namespace testledger {

/// Before a byte of a body is taken: no_space unless so many bytes have room on the disk beside the reserve.
Result<void> check_disk(const Call& call, std::uint64_t size);

/// Takes a form apart while it arrives: texts into fields, the file into the blob store. The part named "file" is the file,
/// with or without a file name; without one, the first part that has a file name (contract B.0). Several parts of that name become
/// one zip of these files; empty ones, as browsers send for a choice that was not made, are none of several. Of fields with the same
/// name the last counts.
class UploadForm : public PartSink {
 public:
  explicit UploadForm(BlobStore& blobs) : blobs_(blobs) {}

  Result<void> begin_part(const PartHead& head) override;
  /// limit_exceeded beyond field_length_max for a text.
  Result<void> part_data(std::string_view piece) override;
  Result<void> end_part() override { return {}; }

  FormFields fields;
  std::string file_name;  ///< display text, may be empty

  bool has_file() const { return file_ != nullptr || zip_ != nullptr; }
  /// As BlobWriter::keep(): of the file, or of all in one zip.
  Result<Blob> keep();

 private:
  enum class Destination { nowhere, field, file, further_file };
  Result<void> begin_file(const PartHead& head);
  Result<void> write_further(std::string_view piece);

  BlobStore& blobs_;
  Destination destination_ = Destination::nowhere;
  std::string field_;
  std::string file_part_;     ///< the name of the part that is the file
  std::string further_file_;  ///< the file name of another part of that name
  bool file_is_empty_ = true;
  bool further_is_begun_ = false;
  std::unique_ptr<BlobWriter> file_;  ///< until there are several
  std::unique_ptr<ZipWriter> zip_;
};

}  // namespace testledger
