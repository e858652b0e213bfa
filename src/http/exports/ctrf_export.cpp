#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cmath>

#include "http/exports/export_form.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

std::string_view ctrf_status(RunStatusType type) {
  switch (type) {
    case RunStatusType::passed: return "passed";
    case RunStatusType::failed: return "failed";
    case RunStatusType::not_run: return "skipped";
    case RunStatusType::in_progress: return "pending";
    case RunStatusType::blocked: return "other";
  }
  return "other";
}

std::int64_t whole_milliseconds(double seconds) { return std::llround(seconds * 1000); }

class CtrfExport final : public ExportForm {
 public:
  std::string begin(const ExportedCycle& cycle) override {
    json::object summary{{"tests", cycle.total()}};
    for (const RunStatusType type : all_run_status_types) summary[ctrf_status(type)] = cycle.count(type);
    summary["start"] = cycle.begun ? milliseconds(*cycle.begun) : 0;
    summary["stop"] = cycle.ended ? milliseconds(*cycle.ended) : 0;
    const json::object environment{{"testEnvironment", cycle.name()}};
    return fmt::format(R"({{"reportFormat":"CTRF","specVersion":"0.0.0","results":{{"tool":{{"name":"Testledger"}},"summary":{},)"
                       R"("environment":{},"tests":[)",
                       json::serialize(summary), json::serialize(environment));
  }

  std::string of(const ExportedCycle&, const ExportedCase& exported) override {
    const TestRun* run = exported.run();
    json::object test{{"name", exported.key + ' ' + exported.item.title},
                      {"status", ctrf_status(exported.status.type)},
                      {"duration", whole_milliseconds(exported.effort_s())},
                      {"rawStatus", exported.status.name}};
    if (run != nullptr) test["stop"] = milliseconds(run->updated);
    if (exported.status.type == RunStatusType::failed && !exported.reason().empty()) {
      test["message"] = first_line(exported.reason());
      test["trace"] = exported.reason();
    }
    return (std::exchange(first_, false) ? "\n" : ",\n") + json::serialize(test);
  }

  std::string end() override { return "\n]}}\n"; }

 private:
  bool first_ = true;
};

}  // namespace

std::unique_ptr<ExportForm> ctrf_export() { return std::make_unique<CtrfExport>(); }

}  // namespace testledger
