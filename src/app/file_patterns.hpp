#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace testledger {

/// What a pattern may make us look at: entries of directories.
inline constexpr std::size_t pattern_entries_max = 1'000'000;

/// Whether a word has a character of patterns in it: * ? [
bool is_pattern(std::string_view word);

/// Whether a name without slashes fits a pattern of `*`, `?` (one character), `[a-z]`, `[!a]` and `\` before a character that means itself.
/// A name that begins with a dot fits only a pattern that does.
bool fits(std::string_view pattern, std::string_view name);

/// The files that a word of the command line means, sorted: itself when it exists or is no pattern, else the files that fit; `**` stands
/// for any directories, also none, and follows no symbolic links. Fails when nothing fits.
struct FilesMeant {
  std::vector<std::string> files;
  std::vector<std::string> unread;  ///< directories that could not be looked into
};
Result<FilesMeant> files_meant(const std::string& word);

}  // namespace testledger
