#pragma once

#include <span>

#include "blobs/blob_store.hpp"
#include "core/result.hpp"
#include "mapping/chunk_plan.hpp"

namespace testledger {

/// Puts the attachments of failed tests into the blob store and enters them in their runs (contract C.4.4). Those that the
/// report only points to are left out.
class KeptAttachments {
 public:
  explicit KeptAttachments(BlobStore& blobs) : blobs_(blobs) {}

  /// Adds a warning to the plan once kept_attachments_max is met.
  Result<void> keep(ChunkPlan& plan, std::span<const ReportedTest> tests);

 private:
  Result<Attachment> keep(const ReportedAttachment& reported);

  BlobStore& blobs_;
  std::size_t kept_ = 0;
  bool told_ = false;
};

inline constexpr std::size_t kept_attachments_max = 10'000;  ///< of one import

}  // namespace testledger
