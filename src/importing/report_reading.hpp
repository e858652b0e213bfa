#pragma once

#include <memory>
#include <set>
#include <string>

#include "blobs/blob_store.hpp"
#include "core/crash_point.hpp"
#include "core/result.hpp"
#include "formats/report_format.hpp"

namespace testledger {

/// Whether a report may break off.
enum class Truncation { refused, accepted };

/// Where a report breaks off.
struct ReportCut {
  Place place;
  std::string test;                  ///< the name of the test that it breaks off in; empty where that is not known
  std::uint64_t results_before = 0;  ///< complete ones
};

/// Says so, with the stable code `report_cut_short`.
ReportWarning warning_of(const ReportCut& cut);

/// What the first reading of a report gives: that it can be read at all, and what must be known before its tests are taken.
struct FirstReading {
  std::optional<Error> refusal;        ///< why the report cannot be read
  std::optional<ReportCut> cut;        ///< where it breaks off, when that is accepted
  std::set<std::string> folder_paths;  ///< of folder tags, at most folder_paths_max
  std::uint64_t results = 0;           ///< how many records it has
  std::unique_ptr<ReportReader> next;  ///< for the second reading
};

inline constexpr std::size_t folder_paths_max = 1'000;

/// Reads the whole report once. An Error is the blob store's, not the report's.
Result<FirstReading> read_first(const ReportFormat& format, std::string_view sha256, BlobStore& blobs,
                                Truncation truncation = Truncation::refused);

/// Takes the tests of a report in chunks.
class ChunkSink {
 public:
  virtual ~ChunkSink() = default;
  /// May take the tests.
  virtual Result<void> on_chunk(std::vector<ReportedTest>& tests) = 0;
  virtual void on_warning(ReportWarning&& warning) = 0;
};

/// Reads the report again, a chunk at a time: about chunk_results_max results, or what chunk_bytes_max of the report hold.
/// It has to end as it did when it was read first.
Result<void> read_in_chunks(FirstReading& first, std::string_view sha256, BlobStore& blobs, ChunkSink& sink);

inline const std::size_t chunk_results_max = LESS_IN_CRASH_TESTS(50, 2'000);
inline constexpr std::size_t chunk_bytes_max = 8 * 1024 * 1024;

}  // namespace testledger
