#include "upkeep/backup.hpp"

#include <fmt/format.h>

#include <chrono>

#include "upkeep/manifest.hpp"
#include "upkeep/needed_blobs.hpp"

namespace testledger {
namespace {

using std::filesystem::path;

Error interruption() { return {ErrorCode::unavailable, "The backup was interrupted; nothing of it is left."}; }

/// The files that the engine wrote into the directory.
Result<void> list_database(const path& directory, ManifestWriter& manifest) {
  std::error_code failure;
  for (const auto& file : std::filesystem::directory_iterator(directory, failure)) {
    const std::string name = file.path().filename().native();
    if (file.is_regular_file() && name != manifest_name) TRY(manifest.add({.path = name, .content = TRY(content_of(file.path()))}));
  }
  return {};
}

Result<void> take_file(BlobStore& blobs, const std::string& name, const path& directory, ManifestWriter& manifest) {
  const path place = path("blobs") / name.substr(0, 2) / name;
  std::error_code ignored;
  std::filesystem::create_directories((directory / place).parent_path(), ignored);
  const auto size = blobs.put_at(name, directory / place);
  if (!size && size.error().code == ErrorCode::not_found)
    return Error{
        ErrorCode::storage_failed,
        fmt::format("the stored file {} is needed and is not there. Nothing was backed up; 'testledger verify' lists what is wrong.",
                    name)};
  if (!size) return size.error();
  return manifest.add({.path = place.native(), .content = {.size = *size, .sha256 = name}});
}

Result<void> take_files(StoredData& copy, BlobStore& blobs, const path& directory, ManifestWriter& manifest,
                        const std::atomic<bool>& interrupted) {
  return for_each_needed_blob(copy, [&](const std::string& name) -> Result<void> {
    if (interrupted) return interruption();
    return take_file(blobs, name, directory, manifest);
  });
}

/// Nothing that the copy of the database needs goes away before it is in the backup: it is held from before the copy.
Result<ManifestTotal> take_all(const BackupSource& source, const path& directory, const std::atomic<bool>& interrupted) {
  const BlobStore::Hold hold = source.blobs.hold();
  ManifestWriter manifest = TRY(ManifestWriter::create(directory, source.version));
  TRY(source.data.copy_to(directory, interrupted));
  TRY(list_database(directory, manifest));
  TRY(take_files(*TRY(source.open_copy(directory)), source.blobs, directory, manifest, interrupted));
  return manifest.finish();
}

Result<Inventory> require_good(const path& directory, const BackupSource& source, const std::atomic<bool>& interrupted) {
  const Verification verified = TRY(verify_backup(directory, source.open_copy, interrupted));
  if (verified.violations.empty()) return verified.inventory;
  const Violation& first = verified.violations.front();
  return Error{ErrorCode::storage_failed,
               fmt::format("what is stored is not in good order: {} ({}: {}). Nothing was backed up; 'testledger verify "
                           "--hashes' lists what is wrong.",
                           first.sentence, first.code, first.examples.front())};
}

}  // namespace

Result<BackupResult> back_up(const BackupSource& source, const path& destination, const std::atomic<bool>& interrupted) {
  const auto start = std::chrono::steady_clock::now();
  UnfinishedDirectory directory = TRY(UnfinishedDirectory::for_name(destination));
  const ManifestTotal total = TRY(take_all(source, directory.path(), interrupted));
  TRY(directory.synchronize());
  const Inventory inventory = TRY(require_good(directory.path(), source, interrupted));
  TRY(directory.settle());
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  return BackupResult{.inventory = inventory, .files = total.files, .bytes = total.bytes, .seconds = time.count()};
}

}  // namespace testledger
