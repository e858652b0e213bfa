// What people do to a project's lists.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>

#include "core/log.hpp"
#include "http/endpoints/config_handlers.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_config.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

using Changed = std::shared_ptr<const Configuration>;

constexpr std::string_view run_status = "run status";
constexpr std::string_view custom_field = "custom field";

/// The entry that the path names.
template <class IdType>
Result<IdType> entry_of(const Call& call) {
  const std::string_view text = call.captured("entry");
  IdType id;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), id.value);
  if (problem == std::errc() && end == text.data() + text.size() && id.value > 0) return id;
  return Error{.code = ErrorCode::not_found, .message = fmt::format("The list has no entry {}", text)};
}

/// What is changed, for the audit log: "priority 3", and what was sent.
struct Subject {
  std::string_view list;
  std::int64_t id = 0;  ///< of an entry that was there
  json::object sent = {};
};

std::string_view action_of(Method method) {
  if (method == Method::post) return "configuration.create";
  return method == Method::erase ? "configuration.delete" : "configuration.change";
}

AuditEntry audit_of(const Call& call, const Subject& subject) {
  std::string object(subject.list);
  if (subject.id != 0) object += fmt::format(" {}", subject.id);
  AuditEntry entry = call.audit(std::string(action_of(call.request.method)), std::move(object));
  if (!subject.sent.empty()) entry.after = storable(json::serialize(subject.sent));
  return entry;
}

Result<Changed> changed(const Call& call, const Subject& subject, const ConfigurationStore::ConfigurationChange& change) {
  auto after = TRY(call.services.store.change_configuration(call.project.id, change, audit_of(call, subject)));
  log::write(log::Level::info, "the configuration of a project was changed",
             {{"project", call.project.id.value}, {"user", call.principal.name}});
  return after;
}

/// The newest entry is the one with the highest id.
template <class Entry>
const Entry& newest(const std::vector<Entry>& list) {
  return *std::ranges::max_element(list, {}, &Entry::id);
}

template <class Entry, class IdType>
const Entry& entry_with(const std::vector<Entry>& list, IdType id) {
  return *std::ranges::find(list, id, &Entry::id);
}

Error in_use(std::string_view name) {
  return {.code = ErrorCode::conflict, .message = fmt::format("'{}' is in use. Deactivate it instead with isEnabled", name)};
}

/// Most often there is no such entry; then removing tells.
std::string name_of_choice(const Configuration& configuration, ChoiceKind kind, ChoiceId id) {
  const Choice* choice = configuration.find(kind, id);
  return choice != nullptr ? choice->name : std::string();
}

}  // namespace

Result<ChoiceKind> choice_kind_of(const Call& call) {
  static constexpr std::pair<std::string_view, ChoiceKind> lists[] = {{"status", ChoiceKind::case_status},
                                                                      {"priority", ChoiceKind::case_priority},
                                                                      {"type", ChoiceKind::case_type},
                                                                      {"scripttype", ChoiceKind::script_type},
                                                                      {"automationstatus", ChoiceKind::automation_status}};
  for (const auto& [name, kind] : lists)
    if (call.captured("list") == name) return kind;
  return Error{.code = ErrorCode::not_found, .message = "Resource Not Found. Please check the URL."};
}

Result<Response> create_choice(const Call& call, const json::value& body) {
  const ChoiceKind kind = TRY(choice_kind_of(call));
  const json::object& wish = *TRY(as_object(body));
  const ChoiceChange wanted = TRY(read_choice_change(wish));
  const Changed after = TRY(changed(call, {.list = call.captured("list"), .sent = wish},
                                    [&](Configuration before) { return with_choice(std::move(before), kind, wanted); }));
  return naming_unstored(json_response_of(choice_entry_json(kind, newest(after->of(kind)))), unstored_choice_members(wish));
}

Result<Response> change_choice(const Call& call, const json::value& body) {
  const ChoiceKind kind = TRY(choice_kind_of(call));
  const auto id = TRY(entry_of<ChoiceId>(call));
  const json::object& wish = *TRY(as_object(body));
  const ChoiceChange change = TRY(read_choice_change(wish));
  const Changed after = TRY(changed(call, {call.captured("list"), id.value, wish},
                                    [&](Configuration before) { return with_changed_choice(std::move(before), kind, id, change); }));
  return naming_unstored(json_response_of(choice_entry_json(kind, *after->find(kind, id))), unstored_choice_members(wish));
}

Result<Response> remove_choice(const Call& call) {
  const ChoiceKind kind = TRY(choice_kind_of(call));
  const auto id = TRY(entry_of<ChoiceId>(call));
  const auto before = TRY(call.services.store.configuration(call.project.id));
  if (TRY(call.services.store.is_used(call.project.id, kind, id))) return in_use(name_of_choice(*before, kind, id));
  const Changed after = TRY(
      changed(call, {call.captured("list"), id.value}, [&](Configuration lists) { return without_choice(std::move(lists), kind, id); }));
  return json_response_of(choice_entry_json(kind, *after->find(kind, id)));
}

Result<Response> create_run_status(const Call& call, const json::value& body) {
  const json::object& wish = *TRY(as_object(body));
  const RunStatusChange wanted = TRY(read_run_status_change(wish));
  const Changed after = TRY(
      changed(call, {.list = run_status, .sent = wish}, [&](Configuration before) { return with_run_status(std::move(before), wanted); }));
  return naming_unstored(json_response_of(run_status_json(newest(after->run_statuses))), unstored_run_status_members(wish));
}

Result<Response> change_run_status(const Call& call, const json::value& body) {
  const auto id = TRY(entry_of<ChoiceId>(call));
  const json::object& wish = *TRY(as_object(body));
  const RunStatusChange change = TRY(read_run_status_change(wish));
  const Changed after = TRY(changed(call, {run_status, id.value, wish},
                                    [&](Configuration before) { return with_changed_run_status(std::move(before), id, change); }));
  return naming_unstored(json_response_of(run_status_json(*after->find_run_status(id))), unstored_run_status_members(wish));
}

Result<Response> remove_run_status(const Call& call) {
  const auto id = TRY(entry_of<ChoiceId>(call));
  const auto before = TRY(call.services.store.configuration(call.project.id));
  const RunStatus* status = before->find_run_status(id);
  if (status != nullptr && TRY(call.services.store.is_run_status_used(call.project.id, id))) return in_use(status->name);
  const Changed after =
      TRY(changed(call, {run_status, id.value}, [&](Configuration lists) { return without_run_status(std::move(lists), id); }));
  return json_response_of(run_status_json(*after->find_run_status(id)));
}

Result<Response> create_custom_field(const Call& call, const json::value& body) {
  const json::object& wish = *TRY(as_object(body));
  const CustomFieldChange wanted = TRY(read_field_change(wish));
  const Changed after =
      TRY(changed(call, {.list = custom_field, .sent = wish}, [&](Configuration before) { return with_field(std::move(before), wanted); }));
  return naming_unstored(json_response_of(custom_field_json(newest(after->custom_fields))), unstored_field_members(wish));
}

Result<Response> change_custom_field(const Call& call, const json::value& body) {
  const auto id = TRY(entry_of<CustomFieldId>(call));
  const json::object& wish = *TRY(as_object(body));
  const CustomFieldChange change = TRY(read_field_change(wish));
  const Changed after = TRY(changed(call, {custom_field, id.value, wish},
                                    [&](Configuration before) { return with_changed_field(std::move(before), id, change); }));
  return naming_unstored(json_response_of(custom_field_json(entry_with(after->custom_fields, id))), unstored_field_members(wish));
}

Result<Response> remove_custom_field(const Call& call) {
  const auto id = TRY(entry_of<CustomFieldId>(call));
  const Changed after =
      TRY(changed(call, {custom_field, id.value}, [&](Configuration before) { return without_field(std::move(before), id); }));
  return json_response_of(custom_field_json(entry_with(after->custom_fields, id)));
}

Result<Response> change_links(const Call& call, const json::value& body) {
  const json::object& wish = *TRY(as_object(body));
  const Changed after = TRY(changed(call, {.list = "links", .sent = wish}, [&](Configuration before) -> Result<Configuration> {
    const LinkTemplates links = TRY(read_links(wish, before.links));
    return with_links(std::move(before), links);
  }));
  return json_response_of(links_json(after->links));
}

}  // namespace testledger
