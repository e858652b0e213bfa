#include "formats/inspection.hpp"

#include "formats/report_head.hpp"

namespace testledger {
namespace {

constexpr std::size_t head_length_max = 64 * 1024;

class Counter : public ReportSink {
 public:
  explicit Counter(Inspection& counted) : counted_(counted) {}

  void on_test(ReportedTest&& test) override {
    if (test.origin == TestOrigin::suite_failure) {
      ++counted_.suite_failures;
      return;
    }
    ++counted_.tests;
    if (test.origin == TestOrigin::cut_short) ++counted_.cut_short;
    ++counted_.outcomes[static_cast<std::size_t>(test.outcome)];
    for (const ReportedStep& step : test.steps)
      if (step.kind == StepKind::assertion) ++counted_.assertions[static_cast<std::size_t>(step.outcome)];
  }

  void on_warning(ReportWarning&& warning) override {
    ++counted_.warning_count;
    if (counted_.warnings.size() < inspected_warnings_max) counted_.warnings.push_back(std::move(warning));
  }

 private:
  Inspection& counted_;
};

/// The first bytes of the source, and the source again with them put back in front.
Result<std::string> read_head(const ByteSource& source) {
  std::string head;
  while (head.size() < head_length_max) {
    const std::string_view piece = TRY(source());
    if (piece.empty()) break;
    head += piece;
  }
  return head;
}

}  // namespace

Result<void> read_report(ReportReader& reader, const ByteSource& source, ReportSink& sink) {
  for (;;) {
    const std::string_view piece = TRY(source());
    if (piece.empty()) return reader.finish(sink);
    TRY(reader.feed(piece, sink));
  }
}

Inspection inspect(const ByteSource& source, const ReportFormat* format) {
  Inspection inspection;
  const auto head = read_head(source);
  if (!head) {
    inspection.error = head.error();
    return inspection;
  }
  inspection.format = format ? format : detect_format(*head);
  if (inspection.format == nullptr) {
    inspection.error =
        see_head(*head).unreadable.value_or(Error{ErrorCode::unreadable_report, "the content is no report of a known format", Place{}});
    return inspection;
  }
  bool head_is_read = head->empty();
  const ByteSource whole = [&]() -> Result<std::string_view> {
    if (head_is_read) return source();
    head_is_read = true;
    return std::string_view(*head);
  };
  Counter counter(inspection);
  const auto reader = inspection.format->make_reader();
  if (const auto read = read_report(*reader, whole, counter); !read)
    inspection.error = read.error();
  else
    inspection.header = reader->header();
  return inspection;
}

}  // namespace testledger
