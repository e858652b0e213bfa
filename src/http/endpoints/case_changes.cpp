// Changing a case: as a whole, which the contract has, or the members that are sent.
#include <fmt/format.h>

#include "http/endpoints/case_calls.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_unstored.hpp"

namespace testledger {
namespace {

/// Whether a number that a client echoes is the one that it was told.
bool is_echo_of(const boost::json::object& wish, std::string_view name, std::int64_t now) {
  const boost::json::value* echoed = member(wish, name);
  return echoed == nullptr || integer_of(*echoed) == now;
}

/// The contract's lock: `ID` and `version`, when they are sent back, are those of the version that is to be changed.
Result<void> check_echo(const Call& call, const boost::json::object& wish, const TestCase& now) {
  const bool same_id = is_echo_of(wish, "ID", now.version_id.value);
  if (same_id && is_echo_of(wish, "version", now.version)) return {};
  return invalid(same_id ? "version" : "ID",
                 fmt::format("{} is in version {} with ID {}, and ID and version of the body are those of another. Read the case again, or "
                             "name the version to change with ?version=",
                             case_key(call.project.key, now.number), now.version, now.version_id.value));
}

/// Ours, and finer: If-Match with the ETag or updatedDate that was read.
Result<void> check_if_match(const Call& call, const TestCase& now) {
  std::string_view wanted = call.request.field("if-match");
  if (wanted.empty() || wanted == "*") return {};
  if (wanted.starts_with("W/")) wanted.remove_prefix(2);  // which proxies put before it
  if (wanted.starts_with('"') && wanted.ends_with('"') && wanted.size() > 1) wanted = wanted.substr(1, wanted.size() - 2);
  if (wanted == std::to_string(milliseconds(now.updated))) return {};
  return Error{ErrorCode::conflict,
               fmt::format("{} has been changed since: its updatedDate is {}. Read it again, then send your changes again.",
                           case_key(call.project.key, now.number), milliseconds(now.updated)),
               {},
               {}};
}

/// The edit, for who has read what is there.
CaseEdit checked(const Call& call, const boost::json::object& wish, CaseEdit edit) {
  return [&call, &wish, edit = std::move(edit)](const TestCase& now) -> Result<CaseDraft> {
    TRY(check_echo(call, wish, now));
    TRY(check_if_match(call, now));
    return edit(now);
  };
}

Result<Response> change(const Call& call, const boost::json::value& body, Changes changes) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const boost::json::object& wish = *TRY(as_object(body));
  const TestCase found = TRY(case_of(call));
  const CaseName name = TRY(case_name(call));
  const CaseEdit edit = checked(call, wish, TRY(case_edit_wished_for(call, wish, configuration, changes)));
  TRY(edit(found));  // what cannot be meant need not wait for its turn
  const auto goes = asks_for(call, "createNewVersion") ? CaseRevision::Goes::into_a_new_version : CaseRevision::Goes::into_it;
  const TestCase written = TRY(
      call.services.store.revise_case(call.project.id, {.reference = name.reference, .version = name.version, .edit = edit, .goes = goes}));
  return naming_unstored(case_response(call, *configuration, written, written_case_view(call)),
                         unstored_case_members(wish, configuration->custom_fields));
}

}  // namespace

Result<Response> replace_case(const Call& call, const boost::json::value& body) { return change(call, body, Changes::all); }
Result<Response> change_case(const Call& call, const boost::json::value& body) { return change(call, body, Changes::what_is_sent); }

}  // namespace testledger
