#include <gtest/gtest.h>

#include <random>

#include "mapping/testing/imported_in_memory.hpp"

namespace testledger {
namespace {

/// Draws small reports full of repeats, rows, retries, keys and refusals.
class ReportGenerator {
 public:
  explicit ReportGenerator(unsigned seed) : random_(seed) {}

  std::vector<ReportedTest> report() {
    std::vector<ReportedTest> tests;
    const int count = 5 + draw(40);
    while (static_cast<int>(tests.size()) < count) tests.push_back(draw(4) == 0 && !tests.empty() ? tests[index(tests.size())] : test());
    return tests;
  }

  ImportOptions options() {
    return {.create_new_run = flip(),
            .add_case_to_cycle = draw(5) != 0,
            .create_case = draw(4) != 0,
            .update_datasets = flip(),
            .bdd_force_update_case = flip(),
            .force_update_case = flip(),
            .update_only_run_status = draw(4) == 0};
  }

  ReportKind kind() {
    constexpr std::array kinds{junit_kind, testng_kind, cucumber_kind, robot_kind, newman_kind};
    return kinds[index(kinds.size())];
  }

  CaseEdits edits() { return draw(6) == 0 ? CaseEdits::refused : CaseEdits::allowed; }

 private:
  ReportedTest test() {
    constexpr std::array names{"a", "b", "c[1]", "c[2]", "c", "AT-TC-1 x", "AT-TC-2, AT-TC-3", "AT-TC-99", "AT-TC-7", "d"};
    constexpr std::array outcomes{Outcome::passed, Outcome::passed, Outcome::failed, Outcome::skipped, Outcome::errored};
    ReportedTest test = result(names[index(names.size())], outcomes[index(outcomes.size())]);
    if (draw(3) == 0) test.parameters = {{"user", std::to_string(draw(3))}};
    if (draw(5) == 0) test.parameters = {{"key", "AT-TC-" + std::to_string(1 + draw(4))}};
    if (draw(3) == 0) test.row = ReportedRow{"", 1 + draw(3)};
    if (draw(4) == 0) test.tags = {"@AT-TC-" + std::to_string(1 + draw(5)), "smoke"};
    if (draw(4) == 0) test.description = "description " + std::to_string(draw(2));
    test.retried = draw(5) == 0;
    for (int left = draw(3); left > 0; --left) test.steps.push_back({.keyword = "Given", .text = std::to_string(draw(2))});
    return test;
  }

  int draw(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  std::size_t index(std::size_t below) { return static_cast<std::size_t>(draw(static_cast<int>(below))); }
  bool flip() { return draw(2) == 0; }

  std::mt19937 random_;
};

/// Everything a later reader can see, as one text.
std::string told(const ImportedInMemory& imported) {
  std::string text = "requests " + std::to_string(imported.requests) + "\n";
  for (std::size_t index = 0; index < imported.results.size(); ++index) {
    const WrittenResult& result = imported.results[index];
    text += "result " + std::to_string(result.number) + " " + std::string(name_of(result.status)) + " run " +
            std::to_string(imported.run_ids[index].value) + (result.first_of_case ? " first\n" : "\n");
  }
  for (const std::string& refusal : imported.refusals) text += "refused " + refusal + "\n";
  for (const std::string& warning : imported.warnings) text += "warning " + warning + "\n";
  return text;
}

std::string told(const RunDetail& detail) {
  std::string text;
  for (const RunStep& step : detail.steps) text += " step " + step.text + " " + std::string(name_of(step.status));
  for (const RowExecution& row : detail.rows)
    text += " row " + row.name + " " + std::string(name_of(row.status)) + " " + std::to_string(row.steps.size());
  for (const std::string& comment : detail.comments) text += " comment " + comment;
  return text;
}

std::string told(const RememberedCases& store) {
  std::string text;
  for (const auto& [number, each] : store.all()) {
    const CaseDraft& fields = each.fields;
    text += std::to_string(number) + " " + fields.title + "|" + fields.automation_key + "|" + fields.description + "|" +
            fields.automation_owner + "|" + std::to_string(fields.automation_status.value) + "|";
    for (const CaseStep& step : fields.steps) text += step.text + ",";
    for (const auto& row : fields.dataset.rows) text += "[" + testing::PrintToString(row) + "]";
    text += "\n";
    for (const auto& run : each.runs)
      text += "  run " + std::to_string(run.id.value) + " " + std::string(name_of(run.latest.status)) + " " +
              std::to_string(run.latest.effort_s) + " rows " + std::to_string(run.latest.row_statuses.bits()) + told(run.detail) + "\n";
  }
  return text;
}

ImportedInMemory project(unsigned seed) {
  ReportGenerator generator(seed);
  ImportedInMemory made;
  made.options = generator.options();
  made.kind = generator.kind();
  made.edits = generator.edits();
  made.add_case(1);
  made.add_case(2, "C.a").fields.steps = {{StepType::text, "0", "", ""}};
  made.add_case(3, "C.b", "Draft");
  made.add_case(4, "C.c[2]").fields.dataset = {{"user"}, {{"0"}}};
  RememberedCases::Case& member = made.add_case(5, "C.d");
  member.in_cycle = true;
  member.runs = {{.id = RunId{900}, .latest = {.id = RunId{900}, .pristine = seed % 2 == 0}, .detail = {}}};
  return made;
}

TEST(ChunkBorders, ChangeNothing) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    ReportGenerator generator(seed + 1'000'000);
    const std::vector<ReportedTest> first = generator.report(), second = generator.report();
    ImportedInMemory whole = project(seed);
    whole.import(first);
    const std::string first_told = told(whole);
    whole.import(second);
    for (const std::size_t chunk_size : {1, 2, 7}) {
      SCOPED_TRACE(chunk_size);
      ImportedInMemory parted = project(seed);
      parted.import(first, chunk_size);
      ASSERT_EQ(told(parted), first_told);
      parted.import(second, chunk_size);
      ASSERT_EQ(told(parted), told(whole));
      ASSERT_EQ(told(parted.store), told(whole.store));
    }
  }
}

TEST(Results, AddUpWhateverTheReport) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    ReportGenerator generator(seed);
    ImportedInMemory imported = project(seed);
    imported.import(generator.report(), 7);
    EXPECT_GE(imported.results.size() + imported.refusals.size(), imported.requests) << seed;
    if (imported.edits == CaseEdits::refused) continue;  // then a result may be written and its case's update refused
    EXPECT_EQ(imported.results.size() + imported.refusals.size(), imported.requests) << seed;
  }
}

}  // namespace
}  // namespace testledger
