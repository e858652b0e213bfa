#include "http/admission.hpp"

#include <fmt/format.h>

#include "http/identify.hpp"
#include "http/routes.hpp"

namespace testledger {
namespace {

std::string_view deed_of(Right right) {
  switch (right) {
    case Right::read: return "look at anything";
    case Right::report: return "report anything";
    case Right::edit: return "change cases";
    case Right::administer: return "administer anything";
  }
  return "";
}

Result<void> admit_to_project(Call& call, Right right) {
  const std::string named(call.captured("project"));
  const auto project = TRY(call.services.store.find_project(named));
  if (project && call.principal.may(right, project->id)) {
    call.project = *project;
    return {};
  }
  call.reception.notes.happened(call.audit("access.refused", fmt::format("{} {}", name_of(right), named)));
  if (!project || !call.principal.may(Right::read, project->id)) return Error{ErrorCode::not_found, "Project not found : " + named, {}, {}};
  return Error{ErrorCode::forbidden, fmt::format("You may not {} in project {}.", deed_of(right), project->key), {}, {}};
}

Result<void> authorise(Call& call) {
  const Route& route = call.route;
  const Principal& who = call.principal;
  if (const auto right = right_of(route.access)) return admit_to_project(call, *right);
  const bool may = route.access == Access::user || (route.access == Access::self && who.is_whole()) || who.may_administer_server();
  if (may) return {};
  call.reception.notes.happened(call.audit("access.refused", std::string(route.pattern)));
  return Error{ErrorCode::forbidden,
               route.access == Access::server ? "That is for administrators of the server, with their own login or a token without limits."
                                              : "That is for people themselves, not for a token that is limited.",
               {},
               {}};
}

}  // namespace

Result<void> admit(Call& call) {
  if (call.route.access == Access::anyone) return {};
  call.principal = TRY(identify(call.request, call.services.store));
  TRY(call.reception.admit(call.principal, call.request.remote));
  return authorise(call);
}

Result<void> admit_again(Call& call) {
  if (call.route.access == Access::anyone) return {};
  call.principal = TRY(identify(call.request, call.services.store));
  return authorise(call);
}

}  // namespace testledger
