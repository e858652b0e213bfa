#pragma once

#include <memory>
#include <string>

#include "http/body_source.hpp"
#include "http/exports/export_form.hpp"
#include "storage/store.hpp"

namespace testledger {

/// The cases of a cycle with their newest runs in one form, read from the store page by page: first to count them, then to write them.
class CycleExport final : public BodySource {
 public:
  struct Subject {
    Project project;
    std::shared_ptr<const Configuration> configuration;
    TestCycle cycle;
  };
  CycleExport(Store& store, Subject subject, std::unique_ptr<ExportForm> form);

  Result<BodyStep> next() override;

 private:
  enum class Stage { counting, writing, ended };
  Result<BodyStep> count_page();
  Result<BodyStep> write_page();
  Result<Page<CaseInCycle>> next_page(std::int64_t size);
  Result<std::string> written(const CaseInCycle& item);
  const RunStatus& status_of(const CaseInCycle& item) const;

  Store& store_;
  Subject subject_;
  std::unique_ptr<ExportForm> form_;
  ExportedCycle told_;
  Stage stage_ = Stage::counting;
  std::int64_t start_ = 0;
  std::string text_;
};

/// The cycles of a project as CSV, newest first.
std::unique_ptr<BodySource> cycle_list_export(Store& store, const Project& project);

}  // namespace testledger
