#pragma once

#include "mapping/case_slots.hpp"
#include "mapping/chunk_plan.hpp"
#include "mapping/decide.hpp"
#include "mapping/run_progress.hpp"

namespace testledger {

/// Plans a chunk result by result; what one result does is known to the next. Used by plan_chunk alone.
class ChunkPlanner {
 public:
  struct Result {
    ReportedTest& test;
    const TestIdentity& identity;
    std::size_t index = 0;      ///< in the chunk
    std::uint64_t ordinal = 0;  ///< in the report
    RunStatusType status = RunStatusType::not_run;
    double effort_s = 0;
    bool goes_on = false;  ///< further cases get this result: its texts are still needed
    bool decides = true;   ///< the run shows its steps
  };

  ChunkPlanner(const MappingRules& rules, CaseSlots cases, EarlierResults& earlier, std::size_t tests);

  /// status, effort_s and goes_on are found out here.
  void add(Result result);
  ChunkPlan take();

 private:
  void add_to_named_cases(Result& result);
  void add_to_automated_cases(Result& result, CaseSlot* first);
  CaseSlot& create_case(const Result& result);
  void warn_of_folder(const ReportedTest& test);
  void warn_of_status(const ReportedTest& test);
  void report(CaseSlot& slot, Result& result, MatchRule rule);
  bool is_eligible(const KnownCase& known) const;

  void refuse(ProblemCode code, const Result& result, std::string subject, std::string_view case_status = {});
  /// Whether the sender's lack of rights was told with this result (contract H-22).
  bool update_automation_data(CaseSlot& slot, const Result& result);
  void force_update(CaseSlot& slot, const Result& result);
  static bool is_row_of_dataset(const CaseSlot& slot, const Result& result) { return slot.known.has_dataset && result.identity.row; }
  void update_dataset(CaseSlot& slot, const Result& result, RunChange change);
  CaseUpdate& update_of(CaseSlot& slot);
  template <class Value>
  void change(CaseSlot& slot, Value CaseDraft::* in_draft, std::optional<Value> CaseUpdate::* in_update, Value value);

  void write_run(CaseSlot& slot, Result& result, MatchRule rule);
  RunProgress next_progress(const CaseSlot& slot, const Result& result, RunChange change);
  StatusSet statuses(const CaseSlot& slot, const RunProgress& progress) const;
  RunWrite run_write(CaseSlot& slot, Result& result, RunChange change);
  RunDetail detail(CaseSlot& slot, Result& result, RunChange change);
  bool is_listed(const CaseSlot& slot, const Result& result, RunChange change) const;
  void list_first(RunDetail& detail, const CaseSlot& slot, RunChange change);
  static bool decides(const CaseSlot& slot, const Result& result, RunStatusType rolled_up);
  void add_steps(RunDetail& detail, CaseSlot& slot, Result& result);
  void enter_run(CaseSlot& slot, RunWrite write, RunChange change);
  void note_result(const CaseSlot& slot, bool first_of_case);
  void note_receipt(const CaseSlot& slot, const Result& result, MatchRule rule, RunChange change);
  void note_warnings();
  std::string_view status_name(RunStatusType type) const { return rules_.configuration.first_of(type).name; }

  const MappingRules& rules_;
  CaseSlots slots_;
  EarlierResults& earlier_;
  ChunkPlan plan_;
  ChoiceId automated_;
  std::uint32_t creating_writes_ = 0;
};

}  // namespace testledger
