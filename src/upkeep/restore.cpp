#include "upkeep/restore.hpp"

#include <fmt/format.h>

#include "upkeep/manifest.hpp"

namespace testledger {
namespace {

using std::filesystem::path;

Error damaged(std::string_view file) {
  return {ErrorCode::storage_failed,
          fmt::format("the backup is damaged: {} is missing or not what was saved. Nothing was restored; use another "
                      "backup.",
                      file)};
}

Result<void> copy_entry(const path& backup, const path& directory, const ManifestEntry& entry) {
  if (!is_as_named(entry)) return damaged(entry.path);
  std::error_code failure;
  if (!std::filesystem::is_regular_file(backup / entry.path, failure)) return damaged(entry.path);
  std::filesystem::create_directories((directory / entry.path).parent_path(), failure);
  const FileContent content = TRY(copy_hashed(backup / entry.path, directory / entry.path));
  return content == entry.content ? Result<void>() : damaged(entry.path);
}

/// The contents were compared while they were copied.
Result<Verification> require_good(const path& directory, const OpenForUse& open) {
  static const std::atomic<bool> go_on = false;
  const OpenData opened = TRY(open(directory));
  Verification verified = TRY(verify(*opened.data, *opened.blobs, FileCheck::presence, go_on));
  if (verified.violations.empty()) return verified;
  const Violation& first = verified.violations.front();
  return Error{ErrorCode::storage_failed,
               fmt::format("the backup is not in good order: {} ({}: {}). Nothing was restored; use another backup.", first.sentence,
                           first.code, first.examples.front())};
}

}  // namespace

Result<Verification> restore(const path& backup, const path& data, const OpenForUse& open) {
  UnfinishedDirectory directory = TRY(UnfinishedDirectory::for_name(data));
  const ManifestTotal total =
      TRY(read_manifest(backup, [&](const ManifestEntry& entry) { return copy_entry(backup, directory.path(), entry); }));
  TRY(directory.synchronize());
  Verification verified = TRY(require_good(directory.path(), open));
  TRY(directory.settle());
  verified.bytes = total.bytes;
  return verified;
}

}  // namespace testledger
