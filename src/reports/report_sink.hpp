#pragma once

#include <cstdint>
#include <string>

#include "reports/reported_test.hpp"

namespace testledger {

/// Something odd that did not keep a report from being read. `code` is stable and for machines ("replaced_characters").
struct ReportWarning {
  std::string code;
  std::string message;
  Place place;

  bool operator==(const ReportWarning&) const = default;
};

/// What is known of a report as a whole once it was read.
struct ReportHeader {
  std::string producer;  ///< the runner or reporter that wrote it, when it says so
  std::string version;
};

/// Takes what a reader finds, in the order of the report.
class ReportSink {
 public:
  virtual ~ReportSink() = default;

  /// May move from `test`; the reader clears it afterwards.
  virtual void on_test(ReportedTest&& test) = 0;
  virtual void on_warning(ReportWarning&& warning) = 0;
};

}  // namespace testledger
