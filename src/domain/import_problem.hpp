#pragma once

#include <string>
#include <string_view>

namespace testledger {

/// Why a result, or a whole file, was refused. One row each in import_problem.cpp: the stable machine code and the text of
/// contract D.4, word for word.
enum class ProblemCode {
  invalid_report,              ///< text 1
  case_not_eligible,           ///< text 2: Draft, Under Review (contract H-14 for Deprecated)
  case_not_found,              ///< text 3
  case_not_in_cycle,           ///< text 4
  no_case_for_automation_key,  ///< text 5
  automation_data_forbidden,   ///< text 6
};

inline constexpr ProblemCode last_problem_code = ProblemCode::automation_data_forbidden;

/// "case_not_found".
std::string_view code_of(ProblemCode code);

/// The text for the sender. `subject` is the case key where the text names one.
std::string message_of(ProblemCode code, std::string_view subject, std::string_view case_status = {});

}  // namespace testledger
