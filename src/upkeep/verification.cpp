#include "upkeep/verification.hpp"

#include <algorithm>

#include "blobs/filesystem_blobs.hpp"
#include "blobs/sha256.hpp"
#include "upkeep/manifest.hpp"
#include "upkeep/needed_blobs.hpp"

namespace testledger {
namespace {

void note(Verification& result, std::string_view code, std::string_view sentence, const std::string& example) {
  auto found = std::ranges::find(result.violations, code, &Violation::code);
  if (found == result.violations.end())
    found = result.violations.insert(found, {.code = std::string(code), .sentence = std::string(sentence), .count = 0, .examples = {}});
  ++found->count;
  if (found->examples.size() < violation_examples_max) found->examples.push_back(example);
}

/// The hash of a blob's bytes.
Result<std::string> hash_of(BlobReader& reader, Verification& result) {
  Sha256 hash;
  for (std::string_view piece = TRY(reader.read()); !piece.empty(); piece = TRY(reader.read())) {
    hash.add(piece);
    result.bytes += piece.size();
  }
  return hash.hex();
}

Result<void> check_file(const std::string& name, BlobStore& blobs, FileCheck files, Verification& result) {
  const auto reader = blobs.open(name);
  if (!reader && reader.error().code != ErrorCode::not_found) return reader.error();
  if (!reader) {
    note(result, "I10-file-missing", "A stored file that is needed is not there.", name);
    return {};
  }
  if (files == FileCheck::presence) return {};
  const auto hash = hash_of(**reader, result);
  if (!hash || *hash != name) note(result, "I10-file-content", "A stored file is not what it was when it was stored.", name);
  return {};
}

Result<void> check_files(StoredData& data, BlobStore& blobs, FileCheck files, const std::atomic<bool>& interrupted, Verification& result) {
  return for_each_needed_blob(data, [&](const std::string& name) -> Result<void> {
    if (interrupted) return Error{ErrorCode::unavailable, "The verification was interrupted."};
    TRY(check_file(name, blobs, files, result));
    ++result.files;
    return {};
  });
}

}  // namespace

Result<Verification> verify(StoredData& data, BlobStore& blobs, FileCheck files, const std::atomic<bool>& interrupted) {
  Verification result{.violations = TRY(data.check(interrupted))};
  const bool damaged = std::ranges::any_of(result.violations, [](const Violation& each) { return each.code == "S1-damage"; });
  if (damaged) return result;
  TRY(check_files(data, blobs, files, interrupted, result));
  result.inventory = TRY(data.inventory());
  return result;
}

Result<Verification> verify_backup(const std::filesystem::path& backup, const OpenCopy& open_copy, const std::atomic<bool>& interrupted) {
  Verification of_files;
  TRY(read_manifest(backup, [&](const ManifestEntry& entry) -> Result<void> {
    if (interrupted) return Error{ErrorCode::unavailable, "The verification was interrupted."};
    const auto content = content_of(backup / entry.path);
    of_files.bytes += entry.content.size;
    if (!content || *content != entry.content || !is_as_named(entry))
      note(of_files, "B1-file", "A file of the backup is missing or damaged.", entry.path);
    return {};
  }));
  if (!of_files.violations.empty()) return of_files;
  const auto data = TRY(open_copy(backup));
  Verification result = TRY(verify(*data, *look_at_filesystem_blobs(backup / "blobs"), FileCheck::presence, interrupted));
  result.bytes = of_files.bytes;
  return result;
}

}  // namespace testledger
