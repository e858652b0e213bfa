#include "importing/report_reading.hpp"

#include "archives/open_archive.hpp"
#include "core/crash_point.hpp"
#include "importing/file_choice.hpp"
#include "mapping/new_case.hpp"
#include "mapping/text.hpp"

namespace testledger {
namespace {

// Pieces small enough that the tests of one do not make a chunk much larger than it should be.
/// Parts of an import end between two pieces.
std::size_t piece_length_max() { return LESS_IN_CRASH_TESTS(results_of_crash_test() * 40UL, 64UL * 1024); }
constexpr std::size_t head_length_max = 64 * 1024;
constexpr std::size_t told_name_length_max = 200;

/// One file in pieces of bounded length.
class Pieces {
 public:
  explicit Pieces(ArchiveReader& files) : files_(files) {}

  /// Empty at the end.
  Result<std::string_view> next() {
    if (rest_.empty()) rest_ = TRY(files_.read());
    return take();
  }
  /// The first pieces, which next() gives again.
  Result<std::string_view> head() {
    while (head_.size() < head_length_max) {
      const std::string_view piece = TRY(files_.read());
      if (piece.empty()) break;
      head_ += piece;
    }
    rest_ = head_;
    return rest_;
  }

 private:
  std::string_view take() {
    const std::string_view piece = rest_.substr(0, piece_length_max());
    rest_.remove_prefix(piece.size());
    return piece;
  }

  ArchiveReader& files_;
  std::string head_;
  std::string_view rest_;
};

Result<OpenedArchive> open(const StoredReports& stored, BlobStore& blobs) {
  return open_archive(TRY(blobs.open(stored.sha256)), stored.file_name, stored.limits);
}

/// Not the store's failure.
bool is_of_report(const Error& error) { return error.code == ErrorCode::unreadable_report || error.code == ErrorCode::limit_exceeded; }

/// Notes what must be known before the second reading.
class Scout : public ReportSink {
 public:
  explicit Scout(FileReading& reading) : reading_(reading) {}

  void on_test(ReportedTest&& test) override {
    ++reading_.results;
    if (test.origin == TestOrigin::cut_short)
      last_.test = test.name;
    else
      ++last_.results_before;
    for (const std::string& tag : test.tags) {
      const std::string_view path = folder_path(tag);
      if (!path.empty() && folder_paths_.size() < folder_paths_max) folder_paths_.emplace(path);
    }
  }
  void on_warning(ReportWarning&&) override {}

  /// The report broke off there.
  ReportCut cut_at(Place place) {
    last_.place = place;
    return std::move(last_);
  }

  std::set<std::string> take_folder_paths() { return std::move(folder_paths_); }

 private:
  FileReading& reading_;
  std::set<std::string> folder_paths_;
  ReportCut last_;
};

class Collector : public ReportSink {
 public:
  explicit Collector(ChunkSink& sink) : sink_(sink) {}

  void on_test(ReportedTest&& test) override { tests_.push_back(std::move(test)); }
  void on_warning(ReportWarning&& warning) override { sink_.on_warning(std::move(warning)); }

  Result<void> note_bytes(std::size_t count) {
    bytes_ += count;
    return tests_.size() >= results_max_ || bytes_ >= chunk_bytes_max ? hand_on() : Result<void>{};
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
  const std::size_t results_max_ = LESS_IN_CRASH_TESTS(static_cast<std::size_t>(results_of_crash_test()), chunk_results_max);
  std::vector<ReportedTest> tests_;
  std::size_t bytes_ = 0;
};

std::string producer_of(const ReportHeader& header) {
  const std::string told = header.version.empty() ? header.producer : header.producer + " " + header.version;
  return std::string(cut_to_characters(told, told_name_length_max));
}

/// Reads file after file for the first time.
class FirstReader {
 public:
  FirstReader(const ReportFormat& format, const StoredReports& stored, FirstReading& reading)
      : format_(format), truncation_(stored.truncation), reading_(reading) {}

  /// An Error is the blob store's.
  Result<void> read(ArchiveReader& files, const ArchivedFile& file) {
    FileReading& read = reading_.files.emplace_back();
    read.name = file.name;
    Pieces pieces(files);
    const auto head = file.unreadable ? Result<std::string_view>(*file.unreadable) : pieces.head();
    if (!head) return note_unreadable(read, head.error());
    FileChoice choice = reading_.of_archive ? choose_file(format_, file.name, *head) : FileChoice();
    if (choice.take != FileChoice::Take::no) TRY(read_report(pieces, *head, read));
    if (choice.take == FileChoice::Take::no || (choice.take == FileChoice::Take::if_readable && read.refusal)) {
      read.passed_over = std::move(choice.reason);
      read.refusal.reset();
    }
    return {};
  }

 private:
  Result<void> note_unreadable(FileReading& read, const Error& error) const {
    if (!is_of_report(error)) return error;
    if (reading_.of_archive && !is_named_like_report(read.name))
      read.passed_over = error.message;
    else
      read.refusal = error;
    return {};
  }

  Result<void> read_report(Pieces& pieces, std::string_view head, FileReading& read) {
    Scout scout(read);
    const auto reader = format_.make_reader();
    const std::uint64_t size = TRY(read_to_the_end(pieces, *reader, scout, read));
    if (head.empty())
      read.refusal = Error{ErrorCode::unreadable_report, "the file is empty", Place{}};
    else if (read.refusal)
      name_likelier_format(head, *read.refusal);
    if (read.refusal) return {};
    read.producer = producer_of(reader->header());
    read.next = reader->second_reading();
    reading_.results += read.results;
    reading_.size += size;
    for (const std::string& path : scout.take_folder_paths())
      if (reading_.folder_paths.size() < folder_paths_max) reading_.folder_paths.insert(path);
    return {};
  }

  /// Or as far as it can be read. Returns how many bytes that are.
  Result<std::uint64_t> read_to_the_end(Pieces& pieces, ReportReader& reader, Scout& scout, FileReading& read) const {
    std::uint64_t size = 0;
    while (!read.refusal) {
      const auto piece = pieces.next();
      if (!piece && !is_of_report(piece.error())) return piece.error();
      const bool at_end = piece && piece->empty();
      const Result<void> fed = !piece ? Result<void>(piece.error()) : at_end ? end(reader, scout, read) : reader.feed(*piece, scout);
      if (!fed) read.refusal = fed.error();
      if (at_end) break;
      size += piece ? piece->size() : 0;
    }
    return size;
  }

  /// Ends the report as far as it goes, and notes where that is.
  Result<void> end(ReportReader& reader, Scout& scout, FileReading& read) const {
    if (truncation_ == Truncation::refused) return reader.finish(scout);
    if (const auto place = TRY(reader.finish_partial(scout))) read.cut = scout.cut_at(*place);
    return {};
  }

  /// The format that the report looks like, when that is not the one it was sent as.
  void name_likelier_format(std::string_view head, Error& refusal) const {
    const ReportFormat* detected = detect_format(head);
    if (detected == nullptr || detected->name == format_.name) return;
    refusal.message += "; it looks like a report of " + std::string(detected->title) + ", not of " + std::string(format_.title);
  }

  const ReportFormat& format_;
  Truncation truncation_;
  FirstReading& reading_;
};

constexpr std::size_t told_files_max = 5;

/// Of an archive in which nothing is meant.
Error no_report(const ReportFormat& format, const std::vector<FileReading>& files) {
  std::string message = "the archive holds no report of " + std::string(format.title);
  for (std::size_t i = 0; i < std::min(files.size(), told_files_max); ++i)
    message += (i == 0 ? "; it has " : ", ") + std::string(cut_to_characters(files[i].name, told_name_length_max));
  if (files.size() > told_files_max) message += " and " + std::to_string(files.size() - told_files_max) + " more";
  if (files.empty()) message += "; it is empty";
  return {ErrorCode::unreadable_report, std::move(message)};
}

Result<void> read_files(FirstReader& reader, ArchiveReader& files) {
  for (auto file = TRY(files.next()); file; file = TRY(files.next())) TRY(reader.read(files, *file));
  return {};
}

}  // namespace

ReportWarning warning_of(const ReportCut& cut) {
  std::string message = "the report ends at line " + std::to_string(cut.place.line) + ", column " + std::to_string(cut.place.column);
  if (!cut.test.empty()) message += ", inside the test " + std::string(cut_to_characters(cut.test, told_name_length_max));
  message += ": " + std::to_string(cut.results_before) + (cut.results_before == 1 ? " result before it was" : " results before it were") +
             " taken; the rest is missing";
  return {std::string(report_cut_short), std::move(message), cut.place};
}

Result<FirstReading> read_first(const ReportFormat& format, const StoredReports& stored, BlobStore& blobs) {
  FirstReading reading;
  FirstReader reader(format, stored, reading);
  auto opened = open(stored, blobs);
  if (opened) reading.of_archive = opened->holds == OpenedArchive::Holds::files;
  const Result<void> read = opened ? read_files(reader, *opened->files) : Result<void>(opened.error());
  if (!read && !is_of_report(read.error())) return read.error();
  if (!read) reading.refusal = read.error();
  const bool any_refused = std::ranges::any_of(reading.files, [](const FileReading& file) { return file.refusal.has_value(); });
  if (read && !reading.any_taken() && !any_refused) reading.refusal = no_report(format, reading.files);
  return reading;
}

Result<void> read_in_chunks(const ReportFormat& format, FirstReading& first, const StoredReports& stored, BlobStore& blobs,
                            ChunkSink& sink) {
  const OpenedArchive opened = TRY(open(stored, blobs));
  for (std::size_t i = 0; i < first.files.size(); ++i) {
    FileReading& file = first.files[i];
    if (!TRY(opened.files->next())) return Error{ErrorCode::storage_failed, "A stored file is shorter than it was."};
    if (!file.is_taken()) continue;
    sink.on_report(i);
    Collector collector(sink);
    const auto reader = file.next ? std::move(file.next) : format.make_reader();
    Pieces pieces(*opened.files);
    for (std::string_view piece = TRY(pieces.next()); !piece.empty(); piece = TRY(pieces.next())) {
      TRY(reader->feed(piece, collector));
      TRY(collector.note_bytes(piece.size()));
    }
    if (file.cut)
      TRY(reader->finish_partial(collector));
    else
      TRY(reader->finish(collector));
    TRY(collector.hand_on());
  }
  return {};
}

}  // namespace testledger
