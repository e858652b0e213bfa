#include "mapping/chunk_plan.hpp"

#include <algorithm>

#include "mapping/chunk_planner.hpp"

namespace testledger {
namespace {

template <class Item>
void sort_distinct(std::vector<Item>& items) {
  std::ranges::sort(items);
  const auto rest = std::ranges::unique(items);
  items.erase(rest.begin(), rest.end());
}

/// Provisional numbers count down from -1.
constexpr std::int64_t index_of_new(std::int64_t provisional) { return -provisional - 1; }

}  // namespace

std::vector<TestIdentity> identify(std::span<const ReportedTest> tests, const MappingRules& rules) {
  std::vector<TestIdentity> identities;
  identities.reserve(tests.size());
  for (const ReportedTest& test : tests) identities.push_back(identify(test, rules));
  return identities;
}

CaseQuery query_of(std::span<const TestIdentity> identities, const MappingRules& rules) {
  CaseQuery query;
  query.automation_keys.reserve(identities.size());
  bool has_rows = false;
  for (const TestIdentity& identity : identities) {
    has_rows = has_rows || identity.row.has_value();
    for (const KeyMention& key : identity.keys)
      if (key.number > 0) query.numbers.push_back(key.number);
    if (!identity.keys.empty()) continue;
    query.automation_keys.push_back(identity.automation_key);
    if (!identity.exact_key.empty()) query.automation_keys.push_back(identity.exact_key);
  }
  sort_distinct(query.numbers);
  sort_distinct(query.automation_keys);
  query.with_content = rules.kind.steps || rules.forces_details() || (has_rows && rules.options.update_datasets);
  return query;
}

ChunkPlan plan_chunk(std::span<ReportedTest> tests, std::span<const TestIdentity> identities, std::vector<KnownCase> known,
                     const MappingRules& rules, const ChunkStart& start, EarlierResults& earlier) {
  ChunkPlanner planner(rules, CaseSlots(std::move(known), tests.size(), start), earlier, tests.size());
  for (std::size_t index = 0; index < tests.size(); ++index)
    planner.add({.test = tests[index], .identity = identities[index], .index = index, .ordinal = start.ordinal + index});
  return planner.take();
}

ChunkPlan numbered(ChunkPlan plan, CaseId first_id, KeyNumber first_number) {
  const auto id = [&](CaseId given) { return given.value < 0 ? CaseId{first_id.value + index_of_new(given.value)} : given; };
  const auto number = [&](KeyNumber given) { return given < 0 ? static_cast<KeyNumber>(first_number + index_of_new(given)) : given; };
  for (NewCase& made : plan.effects.new_cases) {
    made.id = id(made.id);
    made.number = number(made.number);
  }
  for (CaseId& joined : plan.effects.joins) joined = id(joined);
  for (RunWrite& run : plan.effects.runs) run.case_id = id(run.case_id);
  for (WrittenResult& result : plan.results) result.number = number(result.number);
  for (ReceiptEntry& entry : plan.effects.receipt) entry.case_number = number(entry.case_number);
  return plan;
}

}  // namespace testledger
