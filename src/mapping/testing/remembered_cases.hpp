#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "mapping/chunk_plan.hpp"

namespace testledger {

/// For tests: a project's cases and one cycle in memory, as a store would keep them. Plans are carried out on it.
class RememberedCases {
 public:
  struct Run {
    RunId id;
    LatestRun latest;
    RunDetail detail;
  };
  struct Case {
    CaseId id;
    CaseDraft fields;
    bool in_cycle = false;
    int older_version = 0;  ///< as KnownCase tells it
    std::vector<Run> runs;  ///< oldest first
  };

  /// A published case with that number, not in the cycle.
  Case& add_case(KeyNumber number, CaseDraft fields) {
    Case& made = cases_[number];
    made.id = CaseId{1000 + number};
    made.fields = std::move(fields);
    return made;
  }

  Case& at(KeyNumber number) { return cases_.at(number); }
  const std::map<KeyNumber, Case>& all() const { return cases_; }
  void end_import() {
    for (auto& [number, each] : cases_)
      for (Run& run : each.runs) run.latest.of_this_import = false;
  }

  std::vector<KnownCase> find(const CaseQuery& query) const {
    std::vector<KnownCase> found;
    for (const auto& [number, each] : cases_) {
      const bool named =
          std::ranges::binary_search(query.numbers, number) ||
          (!each.fields.automation_key.empty() && std::ranges::binary_search(query.automation_keys, each.fields.automation_key));
      if (named) found.push_back(known(number, each, query.with_content));
    }
    std::ranges::reverse(found);  // no order is promised
    return found;
  }

  /// Carries out a chunk as a store would; a promise broken by the plan fails the test. The first new run's id.
  RunId apply(const ImportChunk& chunk) {
    const RunId first = next_run_;
    for (const NewCase& made : chunk.new_cases) {
      EXPECT_FALSE(cases_.contains(made.number));
      Case& added = cases_[made.number];
      added.id = made.id;
      added.fields = made.fields;
    }
    for (const CaseUpdate& update : chunk.case_updates) apply(update);
    for (const CaseId id : chunk.joins) {
      EXPECT_FALSE(find(id).in_cycle) << "joined twice";
      find(id).in_cycle = true;
    }
    for (const RunWrite& write : chunk.runs) apply(write);
    return first;
  }

  CaseId next_case_id() const { return CaseId{1000 + next_number()}; }
  KeyNumber next_number() const { return cases_.empty() ? 1 : cases_.rbegin()->first + 1; }

 private:
  static KnownCase known(KeyNumber number, const Case& each, bool with_content) {
    KnownCase known{.id = each.id,
                    .number = number,
                    .automation_key = each.fields.automation_key,
                    .status = each.fields.status,
                    .automation_status = each.fields.automation_status,
                    .latest = std::nullopt,
                    .has_dataset = !each.fields.dataset.empty(),
                    .older_version = each.older_version};
    if (each.in_cycle) known.latest = each.runs.empty() ? LatestRun{.pristine = true} : each.runs.back().latest;
    if (!with_content) return known;
    known.title = each.fields.title;
    known.description = each.fields.description;
    known.steps = each.fields.steps;
    known.dataset = each.fields.dataset;
    return known;
  }

  Case& find(CaseId id) {
    const auto found = std::ranges::find_if(cases_, [&](const auto& entry) { return entry.second.id == id; });
    EXPECT_NE(found, cases_.end()) << "no case " << id.value;
    return found->second;
  }

  void apply(const CaseUpdate& update) {
    CaseDraft& fields = find(update.id).fields;
    if (update.title) fields.title = *update.title;
    if (update.description) fields.description = *update.description;
    if (update.automation_key) fields.automation_key = *update.automation_key;
    if (update.automation_status) fields.automation_status = *update.automation_status;
    if (update.automation_owner) fields.automation_owner = *update.automation_owner;
    if (update.steps) fields.steps = *update.steps;
    if (update.dataset) fields.dataset = *update.dataset;
  }

  void apply(const RunWrite& write) {
    Case& written = find(write.case_id);
    EXPECT_TRUE(written.in_cycle) << "a run outside the cycle";
    if (write.action == RunAction::create) written.runs.push_back({.id = RunId{next_run_.value++}, .latest = {}, .detail = {}});
    ASSERT_FALSE(written.runs.empty()) << "no run to go on with";
    Run& run = written.runs.back();
    if (write.action == RunAction::add_rows) {
      EXPECT_TRUE(run.latest.of_this_import);
      if (!write.detail.steps.empty()) run.detail.steps = write.detail.steps;
      append(run.detail.rows, write.detail.rows);
      append(run.detail.comments, write.detail.comments);
      append(run.detail.attachments, write.detail.attachments);
    } else {
      run.detail = write.detail;
    }
    run.latest = {.id = run.id,
                  .status = write.status_type,
                  .pristine = false,
                  .of_this_import = true,
                  .ordinal = write.ordinal,
                  .row_statuses = write.row_statuses,
                  .effort_s = write.effort_s,
                  .progress = write.progress};
  }

  template <class Item>
  static void append(std::vector<Item>& items, const std::vector<Item>& more) {
    items.insert(items.end(), more.begin(), more.end());
  }

  std::map<KeyNumber, Case> cases_;
  RunId next_run_{1};
};

}  // namespace testledger
