#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "blobs/blob_store.hpp"
#include "core/result.hpp"
#include "domain/import_record.hpp"
#include "domain/import_summary.hpp"
#include "domain/project.hpp"
#include "formats/report_format.hpp"
#include "storage/store.hpp"

namespace testledger {

/// One report, or an archive of reports, to be imported into one cycle. It is in the blob store already.
struct ImportRequest {
  const ReportFormat& format;
  Project project;
  std::shared_ptr<const Configuration> configuration;
  ImportStart start;
  const std::atomic<bool>* interrupted = nullptr;  ///< looked at between chunks: then the import ends with unavailable
  std::function<Result<void>()> may_write = {};    ///< asked when the report is read, and in the turn to write: what it refuses ends it
};

/// Largest report of a dry run: it takes the store's turn to write from its beginning to its end.
inline constexpr std::int64_t dry_run_size_max = 8 << 20;

/// Imports one report into one cycle: reads it all once and refuses a broken file whole, then maps and applies it chunk by
/// chunk. A test that cannot be imported is listed in the summary and does not stop the others. A report that cannot be
/// read leaves nothing but its failed batch and gives a summary with one error under the file's name (contract H-2); a store that
/// fails leaves no trace and is an Error. A dry run decides everything and keeps nothing, limit_exceeded beyond dry_run_size_max.
/// An archive's reports are imported one after another, as if each came by itself, in one import: one that cannot be read is told of and
/// does not keep from the others; limit_exceeded, for one that nobody waits for a failed batch, when it is too large unpacked.
/// Memory is flat whatever the report's size.
Result<ImportSummary> import_report(const ImportRequest& request, Store& store, BlobStore& blobs);

}  // namespace testledger
