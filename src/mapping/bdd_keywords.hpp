#pragma once

#include <string>

#include "domain/test_case.hpp"
#include "reports/reported_test.hpp"

namespace testledger {

/// Tells the type of each step of a scenario, asked in their order: from its keyword in many languages; a word of no known
/// language gets it from its place: the first is a Given, a new word the next of When and Then, the same word again an And.
class BddKeywords {
 public:
  StepType type_of(const ReportedStep& step);

 private:
  StepType type_by_place(const ReportedStep& step);

  std::optional<StepType> main_type_;  ///< of the last Given, When or Then
  std::string unknown_word_;           ///< the last keyword of no known language
};

}  // namespace testledger
