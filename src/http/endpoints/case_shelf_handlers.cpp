// Archiving, deleting and restoring a case.
#include <fmt/format.h>

#include "http/endpoints/case_calls.hpp"

namespace testledger {
namespace {

Result<Response> moved(const Call& call, CaseId id, KeyNumber number, ShelfMove to) {
  Store& store = call.services.store;
  const auto configuration = TRY(store.configuration(call.project.id));
  const CasesChanged outcome = TRY(store.change_cases(call.project.id, {.which = std::vector{number}, .change = to}));
  const auto cases = TRY(store.cases_of(call.project.id, {id}));
  if (!outcome.missing.empty() || cases.empty()) return no_case(case_key(call.project.key, number));
  return case_response(call, *configuration, cases.front(), case_view(call));
}

Result<Response> moved(const Call& call, ShelfMove to) {
  const TestCase found = TRY(case_of(call));
  return moved(call, found.id, found.number, to);
}

}  // namespace

Result<Response> archive_case(const Call& call) { return moved(call, ShelfMove::archive); }
Result<Response> unarchive_case(const Call& call) { return moved(call, ShelfMove::unarchive); }
Result<Response> delete_case(const Call& call) { return moved(call, ShelfMove::erase); }

/// By its key: a deleted case is found no other way.
Result<Response> restore_case(const Call& call) {
  const auto reference = case_reference(call.project.key, call.captured("case"));
  if (!reference || !reference->number) return Error{ErrorCode::invalid_argument, "Name the case to be restored by its key", {}, {}};
  const CasesChanged outcome =
      TRY(call.services.store.change_cases(call.project.id, {.which = std::vector{*reference->number}, .change = ShelfMove::restore}));
  if (!outcome.missing.empty())
    return Error{ErrorCode::not_found,
                 fmt::format("Case '{}' is not among the deleted. A case can be restored for {} days after it was deleted.",
                             case_key(call.project.key, *reference->number), deleted_cases_kept.count()),
                 {},
                 {}};
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  return case_response(call, *configuration, TRY(case_of(call)), case_view(call));
}

}  // namespace testledger
