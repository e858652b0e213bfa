#include "domain/test_case.hpp"

#include "core/letter_case.hpp"

namespace testledger {
namespace {

// In the order of StepType.
constexpr std::array<std::string_view, 8> step_type_names{"TEXT",    "REFERENCE", "BDD_GIVEN", "BDD_WHEN",
                                                          "BDD_AND", "BDD_BUT",   "BDD_THEN",  "BDD_STAR"};

}  // namespace

std::string_view name_of(StepType type) { return step_type_names[static_cast<std::size_t>(type)]; }

std::string_view keyword_of(StepType type) {
  switch (type) {
    case StepType::bdd_given: return "Given";
    case StepType::bdd_when: return "When";
    case StepType::bdd_then: return "Then";
    case StepType::bdd_and: return "And";
    case StepType::bdd_but: return "But";
    case StepType::bdd_star: return "*";
    case StepType::text: break;
    case StepType::reference: break;
  }
  return "";
}

std::optional<StepType> step_type(std::string_view name) {
  for (std::size_t index = 0; index < step_type_names.size(); ++index)
    if (equal_ignoring_case(step_type_names[index], name)) return static_cast<StepType>(index);
  return std::nullopt;
}

}  // namespace testledger
