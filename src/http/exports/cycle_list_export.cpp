#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/csv.hpp"
#include "core/iso_time.hpp"
#include "http/exports/cycle_export.hpp"

namespace testledger {
namespace {

std::string time_or_none(const std::optional<Timestamp>& time) { return time ? iso_time(*time) : ""; }

class CycleListExport final : public BodySource {
 public:
  CycleListExport(Store& store, ProjectId project, std::string project_key)
      : store_(store), project_(project), project_key_(std::move(project_key)) {}

  Result<BodyStep> next() override {
    if (ended_) return BodyStep(BodyEnd());
    text_.clear();
    if (start_ == 0)
      text_ = csv_line(std::vector<std::string>{"key", "title", "status", "folder", "owner", "objective", "startDate", "endDate",
                                                "jiraTaskIDs", "tags", "created", "updated"});
    const auto page = TRY(store_.cycles(project_, {.start = start_, .size = page_size_max}));
    start_ += page_size_max;
    for (const TestCycle& cycle : page.items) text_ += line(cycle);
    ended_ = page.is_last;
    return BodyStep(std::string_view(text_));
  }

 private:
  std::string line(const TestCycle& cycle) const {
    const CycleDraft& fields = cycle.fields;
    return csv_line(
        std::vector<std::string>{cycle_key(project_key_, cycle.number), fields.title, fields.closed ? "Closed" : "Open",
                                 cycle.folder ? cycle.folder->name : "", fields.owner, fields.objective, time_or_none(fields.start),
                                 time_or_none(fields.end), fmt::format("{}", fmt::join(fields.tasks, " ")),
                                 fmt::format("{}", fmt::join(fields.tags, ", ")), iso_time(cycle.created), iso_time(cycle.updated)});
  }

  Store& store_;
  ProjectId project_;
  std::string project_key_;
  std::int64_t start_ = 0;
  bool ended_ = false;
  std::string text_;
};

}  // namespace

std::unique_ptr<BodySource> cycle_list_export(Store& store, const Project& project) {
  return std::make_unique<CycleListExport>(store, project.id, project.key);
}

}  // namespace testledger
