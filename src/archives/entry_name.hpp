#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "archives/archive_limits.hpp"
#include "core/result.hpp"

namespace testledger {

/// A name that people may see wherever it comes from: UTF-8, with U+FFFD for what is not and for characters that control a
/// terminal or the direction of text.
std::string shown_name(std::string_view raw);

/// An error of the whole archive. `what` ends the sentence that begins with the entry's name.
Error bad_entry(std::string_view raw_name, std::string_view what);

/// Checks the names of an archive's entries, one after another.
class EntryNames {
 public:
  enum class Kind { file, folder };

  explicit EntryNames(std::size_t entries_max) : entries_max_(entries_max) {}

  /// The name as people see it, with `/` between its parts. unreadable_report for an absolute path, one that leads out of the
  /// archive, and a file's name that was there before; limit_exceeded for too many entries or too long a name.
  Result<std::string> take(std::string_view raw, Kind kind);

 private:
  std::size_t entries_max_;
  std::size_t entries_ = 0;
  std::unordered_set<std::string> files_;
};

}  // namespace testledger
