#include <fmt/format.h>

#include <algorithm>

#include "http/endpoints/handlers.hpp"
#include "http/exports/cycle_export.hpp"
#include "http/wire/header_value.hpp"

namespace testledger {
namespace {

struct Form {
  std::string_view name;
  std::string_view media_type;
  std::string_view ending;
  std::unique_ptr<ExportForm> (*make)();
};

constexpr Form forms[] = {{"csv", csv_type, ".csv", &csv_export},
                          {"junit", "application/xml;charset=utf-8", ".xml", &junit_export},
                          {"ctrf", json_type, ".ctrf.json", &ctrf_export}};

Response download(std::string_view media_type, std::shared_ptr<BodySource> source, const std::string& file_name) {
  Response response{.content_type = media_type, .source = std::move(source)};
  response.fields.push_back({"Content-Disposition", attachment_as(file_name, file_name)});
  return response;
}

}  // namespace

Result<Response> export_cycles(const Call& call) {
  TRY(call.services.store.append_audit({call.audit("cycle.export", "cycles as csv")}));
  return download(csv_type, cycle_list_export(call.services.store, call.project), call.project.key + "-cycles.csv");
}

Result<Response> export_cycle(const Call& call) {
  TestCycle cycle = TRY(cycle_of(call));
  const auto form = std::ranges::find(forms, call.captured("format"), &Form::name);
  if (form == std::end(forms))
    return Error{.code = ErrorCode::not_found, .message = "A cycle is exported as csv, junit or ctrf, for example …/export/junit"};
  const std::string key = cycle_key(call.project.key, cycle.number);
  TRY(call.services.store.append_audit({call.audit("cycle.export", fmt::format("cycle {} as {}", key, form->name))}));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  CycleExport::Subject subject{.project = call.project, .configuration = configuration, .cycle = std::move(cycle)};
  return download(form->media_type, std::make_shared<CycleExport>(call.services.store, std::move(subject), form->make()),
                  key + std::string(form->ending));
}

}  // namespace testledger
