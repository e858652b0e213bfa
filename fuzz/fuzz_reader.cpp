// Any bytes through one format's reader: no crash, no leak, and the same records, warnings and error whether the bytes come
// whole or in pieces, also when it may break off. The first byte of the input decides how the second reading is cut.

#include <cstdlib>
#include <iostream>

#include "formats/report_format.hpp"

namespace {

using namespace testledger;

struct Seen : ReportSink {
  std::vector<ReportedTest> tests;
  std::vector<ReportWarning> warnings;
  std::optional<Error> error;

  void on_test(ReportedTest&& test) override { tests.push_back(std::move(test)); }
  void on_warning(ReportWarning&& warning) override { warnings.push_back(std::move(warning)); }
  bool operator==(const Seen& other) const { return tests == other.tests && warnings == other.warnings && error == other.error; }
};

enum class End { whole, partial };

Seen read(ReportReader& reader, std::string_view bytes, std::size_t piece, End end = End::whole) {
  Seen seen;
  for (std::size_t at = 0; at < bytes.size(); at += piece)
    if (const auto fed = reader.feed(bytes.substr(at, piece), seen); !fed) {
      seen.error = fed.error();
      return seen;
    }
  if (end == End::whole) {
    if (const auto finished = reader.finish(seen); !finished) seen.error = finished.error();
  } else if (const auto cut = reader.finish_partial(seen); !cut) {
    seen.error = cut.error();
  }
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ReportFormat* const format = find_format(TESTLEDGER_FORMAT);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t piece = size == 0 ? 1 : 1 + data[0] % 61;
  detect_format(bytes);

  const auto reader = format->make_reader();
  const Seen whole = read(*reader, bytes, std::max<std::size_t>(size, 1));
  const Seen pieces = read(*format->make_reader(), bytes, piece);
  if (!(whole == pieces)) {
    std::cerr << "read whole: " << whole.tests.size() << " tests, in pieces of " << piece << ": " << pieces.tests.size() << "\n";
    if (whole.error) std::cerr << "whole: " << whole.error->message << " at " << whole.error->place.value_or(Place{}).line << "\n";
    if (pieces.error) std::cerr << "pieces: " << pieces.error->message << " at " << pieces.error->place.value_or(Place{}).line << "\n";
    std::abort();
  }
  const auto partial_reader = format->make_reader();
  const Seen partial = read(*partial_reader, bytes, std::max<std::size_t>(size, 1), End::partial);
  const bool same = partial == read(*format->make_reader(), bytes, piece, End::partial);
  if (!same || (!whole.error && !(partial == whole))) {
    std::cerr << "as far as it goes: " << partial.tests.size() << " tests\n";
    std::abort();
  }
  if (!partial.error)
    if (const auto second = partial_reader->second_reading()) read(*second, bytes, piece, End::partial);
  if (!whole.error)
    if (const auto second = reader->second_reading()) read(*second, bytes, piece);
  return 0;
}
