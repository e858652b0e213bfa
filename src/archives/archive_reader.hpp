#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace testledger {

/// One file of an archive.
struct ArchivedFile {
  std::string name;                      ///< with its folders; UTF-8 without control characters
  std::optional<Error> unreadable = {};  ///< why it cannot be read, e.g. that it is encrypted
};

/// The files of an archive, one after another in its order. Nothing is ever written anywhere, and no name is used as a path.
/// Memory is bounded whatever the archive says.
class ArchiveReader {
 public:
  virtual ~ArchiveReader() = default;

  /// The next file; nothing behind the last. What was not read of the one before is passed over. An Error ends the archive:
  /// unreadable_report when it is damaged or holds what no archive of reports may (a path out of it, a link, one name twice),
  /// limit_exceeded beyond an ArchiveLimit.
  virtual Result<std::optional<ArchivedFile>> next() = 0;

  /// The next bytes of that file, valid until the next call; empty at its end. After an Error the file is given up. Whether the
  /// others can be read all the same, next() tells.
  virtual Result<std::string_view> read() = 0;
};

}  // namespace testledger
