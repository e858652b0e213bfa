#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "blobs/blob_store.hpp"
#include "http/endpoints/import_parameters.hpp"
#include "http/wire/multipart_reader.hpp"

namespace testledger {

/// Takes a form apart while it arrives: texts into fields, the file into the blob store. The part named "file" is the file,
/// with or without a file name; without one, the first part that has a file name (contract B.0). A second one of the same name is
/// refused, unless one of the two is empty, as browsers send a choice that was not made. Of fields with the same name the last
/// counts.
class Upload : public PartSink {
 public:
  explicit Upload(BlobStore& blobs) : blobs_(blobs) {}

  Result<void> begin_part(const PartHead& head) override;
  /// limit_exceeded beyond field_length_max for a text, invalid_argument for a second file.
  Result<void> part_data(std::string_view piece) override;
  Result<void> end_part() override { return {}; }

  FormFields fields;
  std::unique_ptr<BlobWriter> file;  ///< null when no part was a file
  std::string file_name;             ///< display text, may be empty

 private:
  enum class Destination { nowhere, field, file, second_file };
  Result<void> begin_file(const PartHead& head);

  BlobStore& blobs_;
  Destination destination_ = Destination::nowhere;
  std::string field_;
  std::string file_part_;    ///< the name of the part that is the file
  std::string second_file_;  ///< the file name of another part of that name
  bool file_is_empty_ = true;
};

}  // namespace testledger
