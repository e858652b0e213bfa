#include <algorithm>
#include <array>

#include "http/json/json_shapes.hpp"

namespace testledger {

namespace json = boost::json;

json::object cycle_summary_json(const Configuration& configuration, const std::vector<RunStore::StatusCount>& counts) {
  std::array<std::uint64_t, all_run_status_types.size()> of_type{};
  std::uint64_t total = 0;
  json::array statuses;
  for (const RunStatus& status : configuration.run_statuses) {
    const bool counts_unrun = &status == &configuration.first_of(RunStatusType::not_run);
    std::uint64_t cases = 0;
    for (const RunStore::StatusCount& count : counts)
      if (count.status == status.id || (counts_unrun && configuration.find_run_status(count.status) == nullptr)) cases += count.cases;
    of_type[static_cast<std::size_t>(status.type)] += cases;
    total += cases;
    statuses.push_back(json::object{{"testRunStatus", {{"ID", status.id.value}, {"name", status.name}}},
                                    {"statusType", name_of(status.type)},
                                    {"color", status.color},
                                    {"count", cases}});
  }
  json::object types;
  for (const RunStatusType type : all_run_status_types) types[name_of(type)] = of_type[static_cast<std::size_t>(type)];
  return {{"totalTests", total}, {"testRunDistribution", std::move(statuses)}, {"statusTypes", std::move(types)}};
}

}  // namespace testledger
