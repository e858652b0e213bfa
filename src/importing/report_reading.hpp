#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "archives/archive_limits.hpp"
#include "blobs/blob_store.hpp"
#include "core/result.hpp"
#include "formats/report_format.hpp"

namespace testledger {

/// Whether a report may break off.
enum class Truncation { refused, accepted };

/// Where the reports of an import are: in one blob, which is a report or an archive of reports.
struct StoredReports {
  std::string sha256;
  std::string file_name;  ///< display text only
  Truncation truncation = Truncation::refused;
  ArchiveLimits limits = {};
};

/// Where a report breaks off.
struct ReportCut {
  Place place;
  std::string test;                  ///< the name of the test that it breaks off in; empty where that is not known
  std::uint64_t results_before = 0;  ///< complete ones
};

/// Says so, with the stable code `report_cut_short`.
ReportWarning warning_of(const ReportCut& cut);

/// What the first reading of one file gives. One without refusal and without passed_over is imported.
struct FileReading {
  std::string name = {};
  std::optional<Error> refusal = {};             ///< why it cannot be read
  std::string passed_over = {};                  ///< why it is not meant: no report of the format
  std::optional<ReportCut> cut = {};             ///< where it breaks off, when that is accepted
  std::uint64_t results = 0;                     ///< how many records it has
  std::string producer = {};                     ///< what wrote it, with its version, when it says so
  std::unique_ptr<ReportReader> next = nullptr;  ///< for the second reading; null when any will do

  bool is_taken() const { return !refusal && passed_over.empty(); }
};

/// What the first reading gives: which reports can be read at all, and what must be known before their tests are taken.
struct FirstReading {
  bool of_archive = false;
  std::optional<Error> refusal = {};  ///< why nothing can be imported, when that is not one file's fault
  std::vector<FileReading> files = {};
  std::set<std::string> folder_paths = {};  ///< of folder tags, at most folder_paths_max
  std::uint64_t results = 0;                ///< of all files that are taken
  std::uint64_t size = 0;                   ///< their bytes

  bool any_taken() const { return std::ranges::any_of(files, &FileReading::is_taken); }
};

inline constexpr std::size_t folder_paths_max = 1'000;

/// Reads all of every report once. In an archive, a file that cannot be read does not keep from the others, and what is no report of
/// the format is passed over. An Error is the blob store's, not the reports'.
Result<FirstReading> read_first(const ReportFormat& format, const StoredReports& stored, BlobStore& blobs);

/// Takes the tests of the reports in chunks.
class ChunkSink {
 public:
  virtual ~ChunkSink() = default;
  /// The chunks from here on are of that file, until the next one begins.
  virtual void on_report(std::size_t file) = 0;
  /// May take the tests.
  virtual Result<void> on_chunk(std::vector<ReportedTest>& tests) = 0;
  virtual void on_warning(ReportWarning&& warning) = 0;
};

/// Reads the reports that are taken again, a chunk at a time: about chunk_results_max results, or what chunk_bytes_max of the
/// report hold; never of two reports. They have to end as they did when they were read first.
Result<void> read_in_chunks(const ReportFormat& format, FirstReading& first, const StoredReports& stored, BlobStore& blobs,
                            ChunkSink& sink);

inline constexpr std::size_t chunk_results_max = 2'000;
inline constexpr std::size_t chunk_bytes_max = 8 * 1024 * 1024;

}  // namespace testledger
