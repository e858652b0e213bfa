#include "http/exports/cycle_export.hpp"

#include <algorithm>

namespace testledger {
namespace {

constexpr std::int64_t written_at_once = 20;  // each is read with its detail

}  // namespace

CycleExport::CycleExport(Store& store, Subject subject, std::unique_ptr<ExportForm> form)
    : store_(store),
      subject_(std::move(subject)),
      form_(std::move(form)),
      told_{.project = subject_.project, .configuration = *subject_.configuration, .cycle = subject_.cycle} {}

Result<BodyStep> CycleExport::next() {
  switch (stage_) {
    case Stage::counting: return count_page();
    case Stage::writing: return write_page();
    case Stage::ended: break;
  }
  return BodyStep(BodyEnd());
}

Result<Page<CaseInCycle>> CycleExport::next_page(std::int64_t size) {
  auto page = TRY(store_.runs(subject_.project.id, subject_.cycle.id, {.start = start_, .size = size}));
  start_ += size;
  return page;
}

const RunStatus& CycleExport::status_of(const CaseInCycle& item) const {
  const Configuration& lists = *subject_.configuration;
  const RunStatus* status = item.runs.empty() ? nullptr : lists.find_run_status(item.runs.front().status);
  return status != nullptr ? *status : lists.first_of(RunStatusType::not_run);
}

Result<BodyStep> CycleExport::count_page() {
  const auto page = TRY(next_page(page_size_max));
  for (const CaseInCycle& item : page.items) {
    ++told_.counts[static_cast<std::size_t>(status_of(item).type)];
    if (item.runs.empty()) continue;
    const TestRun& run = item.runs.front();
    told_.effort_s += run.effort_s;
    told_.begun = std::min(told_.begun.value_or(run.created), run.created);
    told_.ended = std::max(told_.ended.value_or(run.updated), run.updated);
  }
  if (!page.is_last) return BodyStep(Later{});
  stage_ = Stage::writing;
  start_ = 0;
  text_ = form_->begin(told_);
  return BodyStep(std::string_view(text_));
}

Result<BodyStep> CycleExport::write_page() {
  const auto page = TRY(next_page(written_at_once));
  text_.clear();
  for (const CaseInCycle& item : page.items) text_ += TRY(written(item));
  if (page.is_last) {
    text_ += form_->end();
    stage_ = Stage::ended;
  }
  return text_.empty() ? BodyStep(Later{}) : BodyStep(std::string_view(text_));
}

Result<std::string> CycleExport::written(const CaseInCycle& item) {
  std::optional<RunStore::RunWithDetail> run;
  if (!item.runs.empty()) run = TRY(store_.find_run(subject_.project.id, subject_.cycle.id, item.runs.front().id));
  const RunDetail none;
  return form_->of(
      told_,
      {.item = item, .key = case_key(subject_.project.key, item.number), .status = status_of(item), .detail = run ? run->detail : none});
}

}  // namespace testledger
