#pragma once

#include "mapping/testing/remembered_cases.hpp"

namespace testledger {

inline constexpr ReportKind junit_kind{
    .keys = {.name = true, .key_properties = true}, .ignores_class_on_request = true, .force_update = true, .row_suffixes = true};
inline constexpr ReportKind testng_kind{.keys = {.name = true, .tags = true, .parameters = true}, .force_update = true};
inline constexpr ReportKind cucumber_kind{
    .keys = {.tags = true}, .bdd = true, .steps = true, .bdd_force_update = true, .dataset_rows = true};
inline constexpr ReportKind robot_kind{.keys = {.name = true, .tags = true}, .steps = true, .force_update = true};
inline constexpr ReportKind newman_kind{.keys = {.name = true}, .bdd = true, .steps = true, .bdd_force_update = true};

/// For tests: imports into remembered cases, chunk by chunk, and adds up what the plans say.
struct ImportedInMemory {
  RememberedCases store;
  Configuration configuration = default_configuration();
  ImportOptions options;
  ReportKind kind = junit_kind;
  CaseEdits edits = CaseEdits::allowed;
  std::map<std::string, FolderId, std::less<>> folders;
  RowsTold rows = RowsTold::all;
  std::size_t earlier_results_max = EarlierResults::results_max;

  std::uint64_t requests = 0;
  std::vector<WrittenResult> results;
  std::vector<RunId> run_ids;         ///< of results
  std::vector<std::string> refusals;  ///< "subject: message"
  std::vector<std::string> warnings;
  std::vector<AttachmentUse> attachments;
  std::vector<ReceiptEntry> receipt;

  void import(std::vector<ReportedTest> tests, std::size_t chunk_size = SIZE_MAX) {
    requests = 0;
    first_made_.reset();
    earlier_ = EarlierResults(earlier_results_max);
    results.clear();
    run_ids.clear();
    refusals.clear();
    warnings.clear();
    receipt.clear();
    store.end_import();
    report_begin_ = 0;
    for (std::size_t at = 0; at < tests.size();) {
      const std::size_t count = std::min(chunk_size, tests.size() - at);
      import_chunk(std::span(tests).subspan(at, count), at);
      at += count;
    }
    ordinal_ = tests.size();
  }

  /// Another report of the same import.
  void import_next_report(std::vector<ReportedTest> tests) {
    report_begin_ = ordinal_;
    earlier_ = EarlierResults(earlier_results_max);
    import_chunk(tests, ordinal_);
    ordinal_ += tests.size();
  }

  ChoiceId status(std::string_view name) const { return configuration.find(ChoiceKind::case_status, name)->id; }
  ChoiceId automation(std::string_view name) const { return configuration.find(ChoiceKind::automation_status, name)->id; }

  RememberedCases::Case& add_case(KeyNumber number, std::string automation_key = {}, std::string_view case_status = "Published") {
    return store.add_case(number, {.title = "case " + std::to_string(number),
                                   .automation_key = std::move(automation_key),
                                   .status = status(case_status),
                                   .automation_status = automation("Manual")});
  }

  /// Statuses of a case's runs in the cycle, oldest first: "Passed Failed".
  std::string runs(KeyNumber number) {
    std::string told;
    for (const auto& run : store.at(number).runs)
      told.append(told.empty() ? "" : ", ").append(configuration.first_of(run.latest.status).name);
    return told;
  }

  /// What the answer's processedData would list: "1 Passed, 2 Failed".
  std::string processed() const {
    std::string told;
    for (const WrittenResult& result : results)
      told.append(told.empty() ? "" : ", ")
          .append(std::to_string(result.number))
          .append(" ")
          .append(configuration.first_of(result.status).name);
    return told;
  }

 private:
  std::optional<KeyNumber> first_made_;
  EarlierResults earlier_;
  std::uint64_t ordinal_ = 0;
  std::uint64_t report_begin_ = 0;

  void import_chunk(std::span<ReportedTest> tests, std::uint64_t first) {
    const MappingRules rules{.kind = kind,
                             .options = options,
                             .configuration = configuration,
                             .project_key = "AT",
                             .uploader = "kim",
                             .edits = edits,
                             .folders = folders,
                             .rows = rows};
    const auto identities = identify(tests, rules);
    ChunkPlan plan = plan_chunk(tests, identities, store.find(query_of(identities, rules)), rules,
                                {.ordinal = first, .first_made = first_made_, .report_begin = report_begin_}, earlier_);
    earlier_.number_new_cases(store.next_case_id());
    if (!plan.effects.new_cases.empty() && !first_made_) first_made_ = store.next_number();
    plan = numbered(std::move(plan), store.next_case_id(), store.next_number());
    const RunId first_run = store.apply(plan.effects);
    requests += plan.requests;
    for (const WrittenResult& result : plan.results) {
      run_ids.push_back(result.run ? result.run : RunId{first_run.value + result.creating});
      results.push_back(result);
    }
    for (const ImportError& refusal : plan.refusals) refusals.push_back(refusal.subject + ": " + refusal.message);
    for (const ImportWarning& warning : plan.warnings) warnings.push_back(warning.code + ": " + warning.message);
    attachments = plan.attachments;
    receipt.insert(receipt.end(), plan.effects.receipt.begin(), plan.effects.receipt.end());
  }
};

/// A result of class "C" for short tests.
inline ReportedTest result(std::string name, Outcome outcome = Outcome::passed) {
  ReportedTest test;
  test.class_name = "C";
  test.name = std::move(name);
  test.outcome = outcome;
  if (outcome == Outcome::failed) test.failures = {{"", "expected 1", ""}};
  test.duration = std::chrono::milliseconds(500);
  return test;
}

/// One of that test's data rows.
inline ReportedTest of_case(std::string name, std::string parameter, Outcome outcome = Outcome::passed) {
  ReportedTest test = result(std::move(name), outcome);
  test.parameters = {{"user", std::move(parameter)}};
  return test;
}

}  // namespace testledger
