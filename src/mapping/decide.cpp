#include "mapping/decide.hpp"

#include "mapping/run_progress.hpp"

namespace testledger {

RunChange choose_run(const std::optional<LatestRun>& latest, const ResultTraits& result, const ImportOptions& options) {
  const bool has_run = latest && (latest->id || latest->of_this_import);  // a run of the same chunk has no id yet
  if (!has_run) return RunChange::create;
  if (!latest->of_this_import) return latest->pristine || !options.create_new_run ? RunChange::overwrite : RunChange::create;
  const RunProgress progress = unpacked(latest->progress);
  const bool same_test = progress.last_identity == result.identity;
  if (result.retried && (result.has_final || (same_test && !progress.last_retried))) return RunChange::remark;
  const bool holds_rows = !latest->row_statuses.empty();
  if (options.create_new_run) return result.row_of_dataset && holds_rows ? RunChange::add : RunChange::create;
  return same_test && progress.results == 1 ? RunChange::overwrite : RunChange::add;
}

}  // namespace testledger
