#include "domain/import_problem.hpp"

#include <array>

namespace testledger {
namespace {

/// `text` in the words of contract D.4; "{}" stands for the subject, "{status}" for the case's status.
struct Problem {
  ProblemCode code;
  std::string_view name;
  std::string_view text;
};

constexpr std::array problems{
    Problem{ProblemCode::invalid_report, "invalid_report",
            "Invalid xml: Unable to parse file. Please check if it is a valid results.xml file."},
    Problem{ProblemCode::case_not_eligible, "case_not_eligible", "{} is in {status} status. Only published cases can be added to cycle."},
    Problem{ProblemCode::case_not_found, "case_not_found", "{} not found or you don't have privileges to add this case."},
    Problem{ProblemCode::case_not_in_cycle, "case_not_in_cycle",
            "Case does not exist in the cycle. Set addCaseToCycle if you wish to add."},
    Problem{ProblemCode::no_case_for_automation_key, "no_case_for_automation_key",
            "No case found with this automation key. Either map automation key or set createCase to true."},
    Problem{ProblemCode::automation_data_forbidden, "automation_data_forbidden",
            "Unable to update automation data in the case. Insufficient permissions to edit cases in the project."},
};

const Problem& problem(ProblemCode code) { return problems[static_cast<std::size_t>(code)]; }

static_assert([] {
  for (std::size_t index = 0; index < problems.size(); ++index)
    if (static_cast<std::size_t>(problems[index].code) != index) return false;
  return true;
}());

void fill_in(std::string& text, std::string_view mark, std::string_view value) {
  if (const std::size_t at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), value);
}

/// The two statuses that the original text names stay as it has them; any other is named itself (contract H-14).
std::string_view told_status(std::string_view status) {
  const bool in_the_text = status.empty() || status == "Draft" || status == "Under Review";
  return in_the_text ? "Under Review/Draft" : status;
}

}  // namespace

std::string_view code_of(ProblemCode code) { return problem(code).name; }

std::string message_of(ProblemCode code, std::string_view subject, std::string_view case_status) {
  std::string text(problem(code).text);
  fill_in(text, "{status}", told_status(case_status));
  fill_in(text, "{}", subject);
  return text;
}

}  // namespace testledger
