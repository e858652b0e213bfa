#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "reports/report_kind.hpp"
#include "reports/report_sink.hpp"

namespace testledger {

/// Bytes in, tests out: reads one report in chunks of any size and in bounded memory. Any chunking of the same bytes
/// gives the same records, warnings and errors. A test is handed on as soon as its record ends.
/// Once feed or finish has failed the reader must not be used again.
class ReportReader {
 public:
  virtual ~ReportReader() = default;

  /// Takes the next bytes. Fails with `unreadable_report` or `limit_exceeded` and the place; a test that was open there is
  /// handed to the sink first, as failed with TestOrigin::cut_short.
  virtual Result<void> feed(std::string_view chunk, ReportSink& sink) = 0;

  /// Ends the report. Refuses one that is cut short, in the same way.
  virtual Result<void> finish(ReportSink& sink) = 0;

  /// In place of finish: ends the report where its bytes end. Gives that place when nothing but the end of the report is
  /// missing, after handing on the test that was open; nothing for a whole report. Refuses, like finish, what is damaged or
  /// has no result.
  virtual Result<std::optional<Place>> finish_partial(ReportSink& sink) = 0;

  /// Valid after finish or finish_partial: what the report says of its producer.
  virtual ReportHeader header() const { return {}; }

  /// Valid after finish or finish_partial: a reader for reading the same bytes once more that knows what this one learnt too late for the
  /// tests it had handed on already, e.g. that a Robot suite's teardown failed. Null when there is nothing of the kind:
  /// then a fresh reader does as well.
  virtual std::unique_ptr<ReportReader> second_reading() const { return nullptr; }
};

/// What the first bytes of a file show, decoded: enough to tell one format from another.
struct ReportHead {
  enum class Syntax { none, xml, json } syntax = Syntax::none;
  std::string_view root;                    ///< XML: local name of the root element; JSON: "{" or "["
  std::span<const std::string> root_keys;   ///< XML: attribute names of the root; JSON: keys of the top object seen so far
  std::span<const std::string> inner_keys;  ///< XML: local names of the elements below, at any depth; JSON: keys of the objects right below
};

/// One report format: every fact about it in one place. Descriptors are constants; the list is formats.def.
struct ReportFormat {
  std::string_view name;         ///< as inspect prints it: "junit"
  std::string_view title;        ///< as the contract spells it: "JUnit"; found in any letter case
  std::string_view description;  ///< one line for lists and help
  std::span<const std::string_view> media_types;
  ReportKind kind;
  bool (*looks_like)(const ReportHead& head);
  std::unique_ptr<ReportReader> (*make_reader)();
};

/// All formats, in the order of formats.def.
std::span<const ReportFormat* const> report_formats();

/// The format of that name or title in any letter case; null for an unknown one.
const ReportFormat* find_format(std::string_view name);

/// The format whose reports begin like this; null when none does. `head` is the file's first bytes (64 KiB suffice).
const ReportFormat* detect_format(std::string_view head);

}  // namespace testledger
