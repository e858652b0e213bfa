#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "domain/project.hpp"
#include "domain/run_status.hpp"

namespace testledger {

/// What is written of one step of a run; what is not set stays.
struct RunStepEdit {
  std::size_t number = 0;  ///< 1 for the first
  std::optional<RunStatusType> status;
  std::optional<std::string> actual;
  std::optional<std::vector<std::string>> defects;  ///< in place of those that are there

  /// Whether it says what came of the step; that a defect was found there does not.
  bool has_result() const { return status || actual; }
};

/// What is written of a run from outside an import (contract B.7). What is not set stays as it is.
struct RunEdit {
  std::optional<ChoiceId> status;
  std::optional<double> effort_s;
  std::optional<bool> automated;
  std::optional<std::vector<std::string>> comments;  ///< all of them, in place of those that are there
  std::vector<std::string> more_comments;            ///< added behind those
  std::optional<std::string> executed_by;            ///< else whoever writes status, effort or what came of steps
  std::optional<std::string> assignee;
  std::optional<std::vector<std::string>> defects;
  std::vector<RunStepEdit> steps;
  /// Makes the stored text of the custom fields from the one before. Called while the store writes: it must not call the store.
  std::function<Result<std::string>(std::string_view before)> change_custom_fields;

  bool says_nothing() const {
    return !status && !effort_s && steps.empty() && !automated && !comments && more_comments.empty() && !executed_by && !assignee &&
           !defects && !change_custom_fields;
  }
};

inline constexpr std::size_t run_comments_max = 200;  ///< of one run; beyond it the oldest go
inline constexpr std::size_t run_defects_max = 100;   ///< of one run, and of each of its steps

}  // namespace testledger
