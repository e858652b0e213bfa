#include "importing/blob_sweep.hpp"

namespace testledger {

Result<std::uint64_t> sweep_blobs(ImportStore& store, BlobStore& blobs, BlobStore::Time time) {
  std::uint64_t removed = 0;
  for (int first_byte = 0; first_byte <= 0xFF; ++first_byte) {  // bounds what is in memory at once
    const auto names = TRY(blobs.not_kept_since(time, static_cast<std::uint8_t>(first_byte)));
    for (const std::string& unused : TRY(store.unused_blobs(names))) {
      TRY(blobs.remove_if_not_kept_since(time, unused));
      ++removed;
    }
  }
  return removed;
}

}  // namespace testledger
