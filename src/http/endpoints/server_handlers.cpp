// The server as a whole, for its administrators.
#include "core/clock.hpp"
#include "domain/new_project.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/endpoints/insight_handlers.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

template <class Value, class ToJson>
json::value or_null(const std::optional<Value>& value, ToJson to_json) {
  return value ? json::value(to_json(*value)) : json::value(nullptr);
}

json::object storage_json(const Call& call, const OperatingState& state, std::uint64_t free) {
  return {{"engine", state.engine},
          {"size", state.database_bytes},
          {"freeDisk", free},
          {"reserve", call.limits.disk_reserve},
          {"readOnly", free < call.limits.disk_reserve}};
}

}  // namespace

Result<Response> create_project(const Call& call, const json::value& body) {
  const json::object& wish = *TRY(as_object(body));
  const NewProject wanted = TRY(new_project(TRY(text_member(wish, "key")), TRY(text_member(wish, "name"))));
  const Project made = TRY(call.services.store.create_project(wanted.key, wanted.name));
  AuditEntry entry = call.audit("project.create", "project " + made.key);
  entry.project = made.key;
  TRY(call.services.store.append_audit({entry}));
  return json_response_of(json::object{{"ID", made.id.value}, {"key", made.key}, {"name", made.name}});
}

Result<Response> show_status(const Call& call) {
  const OperatingState state = call.services.operating_state ? call.services.operating_state() : OperatingState{};
  const auto backlog = TRY(call.services.store.backlog());
  const auto users = TRY(call.services.store.users()).size();
  const auto projects = TRY(call.services.store.projects()).size();
  return json_response_of(json::object{{"version", state.version},
                                       {"uptime", std::chrono::floor<std::chrono::seconds>(now() - state.started).count()},
                                       {"storage", storage_json(call, state, TRY(call.services.blobs.free_bytes()))},
                                       {"workers", {{"running", state.workers}, {"busy", state.busy_workers}}},
                                       {"backlog", {{"batches", backlog.queued + backlog.processing}, {"bytes", backlog.bytes}}},
                                       {"verify",
                                        {{"last", or_null(state.verified, [](Timestamp time) { return milliseconds(time); })},
                                         {"violations", or_null(state.violations, std::identity())}}},
                                       {"accounts", users},
                                       {"projects", projects}});
}

}  // namespace testledger
