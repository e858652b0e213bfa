#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "upkeep/durable_files.hpp"

// The list of a backup's files: JSON, one object per line, so that a million files need no memory. First {"format": 1,
// "testledger": VERSION, "created": TIME}, then for each file {"path", "size", "sha256"}, at the end {"files": n, "bytes": n},
// without which the list is not complete.

namespace testledger {

inline constexpr std::string_view manifest_name = "manifest.jsonl";
inline constexpr std::int64_t manifest_format = 1;

struct ManifestEntry {
  std::string path;  ///< below the backup's directory
  FileContent content;
};

/// Whether an entry for a stored file has the content that the file is named after; others have no such name.
bool is_as_named(const ManifestEntry& entry);

struct ManifestTotal {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
};

class ManifestWriter {
 public:
  static Result<ManifestWriter> create(const std::filesystem::path& backup, std::string_view version);
  Result<void> add(const ManifestEntry& entry);
  Result<ManifestTotal> finish();

 private:
  explicit ManifestWriter(const std::filesystem::path& file) : file_(file), out_(file, std::ios::binary) {}
  Result<void> line(const std::string& text);

  std::filesystem::path file_;
  std::ofstream out_;
  ManifestTotal total_;
};

bool has_manifest(const std::filesystem::path& directory);

/// Reads the list and gives each entry. conflict when a newer program made it; storage_failed when it is damaged.
Result<ManifestTotal> read_manifest(const std::filesystem::path& backup, const std::function<Result<void>(const ManifestEntry&)>& take);

}  // namespace testledger
