#include <fmt/format.h>

#include <array>
#include <cmath>

#include "core/clock.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

constexpr std::pair<std::string_view, bool ImportOptions::*> options[] = {
    {"createNewRun", &ImportOptions::create_new_run},
    {"addCaseToCycle", &ImportOptions::add_case_to_cycle},
    {"createCase", &ImportOptions::create_case},
    {"updateDatasets", &ImportOptions::update_datasets},
    {"bddForceUpdateCase", &ImportOptions::bdd_force_update_case},
    {"forceUpdateCase", &ImportOptions::force_update_case},
    {"updateOnlyRunStatus", &ImportOptions::update_only_run_status},
    {"ignoreClassInAutoKey", &ImportOptions::ignore_class_in_auto_key},
    {"allowPartial", &ImportOptions::allow_partial},
};

json::object options_json(const ImportOptions& chosen) {
  json::object object;
  for (const auto& [name, option] : options) object[name] = chosen.*option;
  object["defaultFolder"] = chosen.default_folder ? json::value(chosen.default_folder->value) : json::value();
  return object;
}

json::value shard_json(const std::optional<Shard>& shard) {
  if (!shard) return nullptr;
  return {{"runKey", shard->run_key}, {"shard", fmt::format("{}/{}", shard->number, shard->of)}, {"attempt", shard->attempt}};
}

/// How fast it went, and when it will be done if it goes on like this.
void set_pace(json::object& object, const Batch& batch) {
  const Timestamp time = now();
  if (!batch.started || batch.processed == 0) return;
  const double seconds = std::chrono::duration<double>(batch.finished.value_or(time) - *batch.started).count();
  if (seconds <= 0) return;
  const double pace = static_cast<double>(batch.processed) / seconds;
  object["resultsPerSecond"] = static_cast<std::int64_t>(pace);
  if (batch.state == BatchState::processing && batch.total && *batch.total >= batch.processed)
    object["secondsLeft"] = std::llround(static_cast<double>(*batch.total - batch.processed) / pace);
}

}  // namespace

/// Nothing that changes by itself: who watches a batch is told whatever is new here.
json::object batch_json(const Batch& batch) {
  json::object object{{"batchId", batch.id.value},
                      {"type", "Import Results"},
                      {"status", std::string(name_of(batch.state))},
                      {"cycle", batch.cycle_key},
                      {"cycleID", batch.start.cycle.value},
                      {"total", batch.total ? json::value(*batch.total) : json::value()},
                      {"processed", batch.processed},
                      {"position", batch.position ? json::value(*batch.position) : json::value()},
                      {"requestCount", batch.requests},
                      {"successCount", batch.successes},
                      {"errorCount", batch.errors},
                      {"size", batch.start.size},
                      {"errorMsg", batch.failure.empty() ? json::value() : json::value(batch.failure)},
                      {"format", batch.start.format},
                      {"fileName", batch.start.file_name},
                      {"sha256", batch.start.sha256},
                      {"user", batch.start.user_name},
                      {"source", batch.start.source},
                      {"direct", batch.origin == Batch::Origin::direct},
                      {"attempts", batch.attempts},
                      {"importID", batch.import ? json::value(batch.import->value) : json::value()},
                      {"createdDate", milliseconds(batch.queued)},
                      {"startedDate", time_json(batch.started)},
                      {"finishedDate", time_json(batch.finished)},
                      {"cancelRequested", batch.cancel_requested},
                      {"options", options_json(batch.start.options)},
                      {"shard", shard_json(batch.start.shard)},
                      {"replaces", batch.start.replaces ? json::value(batch.start.replaces->value) : json::value()},
                      {"undone", nullptr}};
  if (batch.undo != Batch::Undo::none) object["undone"] = {{"user", batch.undone_by}, {"date", time_json(batch.undone)}};
  return object;
}

std::string batch_detail_json(const Project& project, const Configuration& configuration, const BatchStore::BatchWithSummary& batch) {
  json::object object = batch_json(batch.batch);
  object["createdCases"] = batch.summary.created_cases;
  object["producer"] = batch.summary.producer.empty() ? json::value() : json::value(batch.summary.producer);
  set_pace(object, batch.batch);
  return with_lists(std::move(object), project, configuration, batch.summary);
}

}  // namespace testledger
