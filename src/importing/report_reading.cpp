#include "importing/report_reading.hpp"

#include "mapping/new_case.hpp"
#include "mapping/text.hpp"

namespace testledger {
namespace {

// Pieces small enough that the tests of one do not make a chunk much larger than it should be.
const std::size_t piece_length_max = LESS_IN_CRASH_TESTS(2, 64) * 1024;
constexpr std::size_t head_length_max = 64 * 1024;

/// A blob in pieces of bounded length.
class Pieces {
 public:
  static Result<Pieces> open(BlobStore& blobs, std::string_view sha256) { return Pieces(TRY(blobs.open(sha256))); }

  /// Empty at the end.
  Result<std::string_view> next() {
    if (rest_.empty()) rest_ = TRY(reader_->read());
    const std::string_view piece = rest_.substr(0, piece_length_max);
    rest_.remove_prefix(piece.size());
    return piece;
  }

 private:
  explicit Pieces(std::unique_ptr<BlobReader> reader) : reader_(std::move(reader)) {}

  std::unique_ptr<BlobReader> reader_;
  std::string_view rest_;
};

/// Notes what must be known before the second reading.
class Scout : public ReportSink {
 public:
  explicit Scout(FirstReading& reading) : reading_(reading) {}

  void on_test(ReportedTest&& test) override {
    ++reading_.results;
    if (test.origin == TestOrigin::cut_short)
      last_.test = test.name;
    else
      ++last_.results_before;
    for (const std::string& tag : test.tags) {
      const std::string_view path = folder_path(tag);
      if (!path.empty() && reading_.folder_paths.size() < folder_paths_max) reading_.folder_paths.emplace(path);
    }
  }
  void on_warning(ReportWarning&&) override {}

  /// The report broke off there.
  ReportCut cut_at(Place place) {
    last_.place = place;
    return std::move(last_);
  }

 private:
  FirstReading& reading_;
  ReportCut last_;
};

/// The format that the report looks like, when that is not the one it was sent as.
Result<const ReportFormat*> likelier_format(const ReportFormat& format, std::string_view sha256, BlobStore& blobs) {
  Pieces pieces = TRY(Pieces::open(blobs, sha256));
  std::string head;
  while (head.size() < head_length_max) {
    const std::string_view piece = TRY(pieces.next());
    if (piece.empty()) break;
    head += piece;
  }
  const ReportFormat* detected = detect_format(head);
  return detected == nullptr || detected->name == format.name ? nullptr : detected;
}

class Collector : public ReportSink {
 public:
  explicit Collector(ChunkSink& sink) : sink_(sink) { tests_.reserve(chunk_results_max); }

  void on_test(ReportedTest&& test) override { tests_.push_back(std::move(test)); }
  void on_warning(ReportWarning&& warning) override { sink_.on_warning(std::move(warning)); }

  Result<void> note_bytes(std::size_t count) {
    bytes_ += count;
    return tests_.size() >= chunk_results_max || bytes_ >= chunk_bytes_max ? hand_on() : Result<void>{};
  }

  Result<void> hand_on() {
    bytes_ = 0;
    if (tests_.empty()) return {};
    TRY(sink_.on_chunk(tests_));
    tests_.clear();
    return {};
  }

 private:
  ChunkSink& sink_;
  std::vector<ReportedTest> tests_;
  std::size_t bytes_ = 0;
};

/// Ends the report as far as it goes, and notes where that is.
Result<void> end_reading(ReportReader& reader, Scout& scout, Truncation truncation, FirstReading& reading) {
  if (truncation == Truncation::refused) return reader.finish(scout);
  if (const auto place = TRY(reader.finish_partial(scout))) reading.cut = scout.cut_at(*place);
  return {};
}

constexpr std::size_t told_name_length_max = 200;

}  // namespace

ReportWarning warning_of(const ReportCut& cut) {
  std::string message = "the report ends at line " + std::to_string(cut.place.line) + ", column " + std::to_string(cut.place.column);
  if (!cut.test.empty()) message += ", inside the test " + std::string(cut_to_characters(cut.test, told_name_length_max));
  message += ": " + std::to_string(cut.results_before) + (cut.results_before == 1 ? " result" : " results") +
             " before it were taken; the rest is missing";
  return {"report_cut_short", std::move(message), cut.place};
}

Result<FirstReading> read_first(const ReportFormat& format, std::string_view sha256, BlobStore& blobs, Truncation truncation) {
  FirstReading reading;
  Scout scout(reading);
  const auto reader = format.make_reader();
  Pieces pieces = TRY(Pieces::open(blobs, sha256));
  bool is_empty = true;
  for (;;) {
    const std::string_view piece = TRY(pieces.next());
    is_empty = is_empty && piece.empty();
    const Result<void> read = piece.empty() ? end_reading(*reader, scout, truncation, reading) : reader->feed(piece, scout);
    if (!read) reading.refusal = read.error();
    if (!read || piece.empty()) break;
  }
  if (is_empty) {
    reading.refusal = Error{ErrorCode::unreadable_report, "the file is empty", Place{}};
  } else if (reading.refusal) {
    if (const ReportFormat* likelier = TRY(likelier_format(format, sha256, blobs)))
      reading.refusal->message += "; it looks like a report of " + std::string(likelier->title) + ", not of " + std::string(format.title);
  } else {
    reading.next = reader->second_reading();
    if (!reading.next) reading.next = format.make_reader();
  }
  return reading;
}

Result<void> read_in_chunks(FirstReading& first, std::string_view sha256, BlobStore& blobs, ChunkSink& sink) {
  Collector collector(sink);
  ReportReader& reader = *first.next;
  Pieces pieces = TRY(Pieces::open(blobs, sha256));
  for (;;) {
    const std::string_view piece = TRY(pieces.next());
    if (piece.empty()) break;
    TRY(reader.feed(piece, collector));
    TRY(collector.note_bytes(piece.size()));
  }
  if (first.cut)
    TRY(reader.finish_partial(collector));
  else
    TRY(reader.finish(collector));
  return collector.hand_on();
}

}  // namespace testledger
