// Archiving, deleting and restoring a case.
#include <fmt/format.h>

#include "http/endpoints/case_calls.hpp"

namespace testledger {
namespace {

Result<Response> moved(const Call& call, ShelfMove to) {
  const TestCase found = TRY(case_of(call));
  Store& store = call.services.store;
  const auto configuration = TRY(store.configuration(call.project.id));
  const CasesChange change{.which = std::vector{found.number}, .change = to, .audit = move_audit(call, to)};
  const CasesChanged outcome = TRY(store.change_cases(call.project.id, change));
  const auto cases = TRY(store.cases_of(call.project.id, {found.id}));
  if (!outcome.missing.empty() || cases.empty()) return no_case(case_key(call.project.key, found.number));
  return case_response(call, *configuration, cases.front(), case_view(call));
}

/// By its key: a deleted case is found no other way.
Result<KeyNumber> deleted_case_in_path(const Call& call) {
  const auto reference = case_reference(call.project.key, call.captured("case"));
  if (reference && reference->number) return *reference->number;
  return Error{ErrorCode::invalid_argument, "Name a deleted case by its key", {}, {}};
}

Error not_deleted(const Call& call, KeyNumber number) {
  return {ErrorCode::not_found,
          fmt::format("Case '{}' is not among the deleted. A case can be restored for {} days after it was deleted.",
                      case_key(call.project.key, number), deleted_cases_kept.count()),
          {},
          {}};
}

}  // namespace

Audited move_audit(const Call& call, ShelfMove to) {
  if (to == ShelfMove::erase) return call.audit("case.delete");
  return to == ShelfMove::restore ? Audited(call.audit("case.restore")) : std::nullopt;
}

Result<Response> archive_case(const Call& call) { return moved(call, ShelfMove::archive); }
Result<Response> unarchive_case(const Call& call) { return moved(call, ShelfMove::unarchive); }
Result<Response> delete_case(const Call& call) { return moved(call, ShelfMove::erase); }

Result<Response> restore_case(const Call& call) {
  const KeyNumber number = TRY(deleted_case_in_path(call));
  constexpr auto back = ShelfMove::restore;
  const CasesChange change{.which = std::vector{number}, .change = back, .audit = move_audit(call, back)};
  if (!TRY(call.services.store.change_cases(call.project.id, change)).missing.empty()) return not_deleted(call, number);
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  return case_response(call, *configuration, TRY(case_of(call)), case_view(call));
}

Result<Response> purge_case(const Call& call) {
  const KeyNumber number = TRY(deleted_case_in_path(call));
  const AuditEntry audit = call.audit("case.purge", fmt::format("case {}", case_key(call.project.key, number)));
  if (!TRY(call.services.store.purge_case(call.project.id, number, audit))) return not_deleted(call, number);
  return json_response(R"({"removed":true})");
}

}  // namespace testledger
