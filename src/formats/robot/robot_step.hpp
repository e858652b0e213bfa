#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "reports/limited_text.hpp"
#include "reports/reported_test.hpp"

namespace testledger {

/// Words joined by four blanks, as Robot's own syntax has it, up to a number of bytes.
class RobotWords {
 public:
  void restart(std::size_t bytes_max);
  void add(std::string_view word);
  /// Adds "name=value"; nothing for an empty value.
  void add_option(std::string_view name, std::string_view value);
  bool empty() const { return count_ == 0; }
  std::string take();

 private:
  LimitedText text_;
  std::size_t count_ = 0;
};

/// One item of a test's body as either syntax tells it: a keyword call, a control structure or a branch of one.
struct RobotItem {
  std::string type;  ///< in the words of JSON output: "KEYWORD", "FOR", "IF/ELSE ROOT", "EXCEPT", ...; capitals
  std::string name;
  std::string owner;  ///< library or resource of a keyword
  std::string flavor;
  std::string condition;
  RobotWords assign;
  RobotWords values;   ///< arguments, loop values, patterns
  RobotWords options;  ///< "limit=10"
  std::string status;
  std::string message;
  std::optional<Duration> duration;
  LimitedText branches;  ///< first lines of the branches of IF and TRY, one a line
  LimitedText problems;  ///< messages of level WARN and above found anywhere inside, one a line

  /// Empties it for reuse; keeps at most `bytes_max` of each text.
  void restart(std::size_t bytes_max);
};

/// PASS, FAIL, SKIP; anything else, which no test of a finished run has, is `other`.
Outcome robot_outcome(std::string_view status);

/// The line of Robot's syntax that opens a control structure or branch: "FOR    ${x}    IN    a    b", "ELSE".
std::string robot_line(RobotItem& item);

/// The step that stands for a top-level item. Takes the item's texts.
ReportedStep robot_step(RobotItem& item);

}  // namespace testledger
