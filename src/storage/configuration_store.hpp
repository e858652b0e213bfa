#pragma once

#include <functional>
#include <memory>

#include "core/result.hpp"
#include "domain/audit.hpp"
#include "domain/project.hpp"

namespace testledger {

/// A project's own lists, and changing them.
class ConfigurationStore {
 public:
  virtual ~ConfigurationStore() = default;
  virtual Result<std::shared_ptr<const Configuration>> configuration(ProjectId project) = 0;

  /// Makes another configuration of the one that is stored at that moment; without I/O, may be called more than once.
  using ConfigurationChange = std::function<Result<Configuration>(Configuration)>;
  /// Changes come one after another; everybody sees this one as soon as it returns. A refusal of `change` is given back.
  virtual Result<std::shared_ptr<const Configuration>> change_configuration(ProjectId project, const ConfigurationChange& change,
                                                                            const Audited& audit = {}) = 0;
  /// Whether a case has the choice, or a run the status.
  virtual Result<bool> is_used(ProjectId project, ChoiceKind kind, ChoiceId id) = 0;
  virtual Result<bool> is_run_status_used(ProjectId project, ChoiceId id) = 0;
};

}  // namespace testledger
