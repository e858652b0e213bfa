#include <fmt/format.h>

#include "core/csv.hpp"
#include "core/iso_time.hpp"
#include "http/exports/export_form.hpp"

namespace testledger {
namespace {

class CsvExport final : public ExportForm {
 public:
  std::string begin(const ExportedCycle&) override {
    return csv_line(std::vector<std::string>{"key", "title", "status", "statusType", "automated", "effort", "executedBy", "executed",
                                             "runs", "message"});
  }

  std::string of(const ExportedCycle&, const ExportedCase& exported) override {
    const TestRun* run = exported.run();
    const std::string executed_by = run != nullptr ? run->executed_by : "";
    const std::string executed = run != nullptr ? iso_time(run->updated) : "";
    return csv_line(
        std::vector<std::string>{exported.key, exported.item.title, exported.status.name, std::string(name_of(exported.status.type)),
                                 run != nullptr && run->automated ? "true" : "false", fmt::format("{}", exported.effort_s()), executed_by,
                                 executed, std::to_string(exported.item.runs.size()), std::string(first_line(exported.reason()))});
  }

  std::string end() override { return {}; }
};

}  // namespace

std::unique_ptr<ExportForm> csv_export() { return std::make_unique<CsvExport>(); }

}  // namespace testledger
