// Looking for projects, cycles and cases by what somebody types; only what they may read is looked at.
#include <algorithm>

#include "core/case_folding.hpp"
#include "core/characters.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/endpoints/insight_handlers.hpp"
#include "http/json/json_insights.hpp"

namespace testledger {
namespace {

constexpr std::size_t text_length_max = 200;  // bytes

Result<std::string> text_looked_for(const Call& call) {
  const std::string* text = call.target.parameter("q");
  if (text == nullptr) return std::string();
  if (text->size() <= text_length_max) return *text;
  return Error{.code = ErrorCode::limit_exceeded, .message = "q is longer than 200 bytes (text_length_max)", .field = "q"};
}

/// Those with that key first, then those with the text in key or name.
std::vector<Project> matching(const std::vector<Project>& projects, std::string_view text) {
  const std::string wanted = case_folded(without_blanks_around(text));
  std::vector<Project> found;
  if (wanted.empty()) return found;
  for (const Project& project : projects)
    if (case_folded(project.key).find(wanted) != std::string::npos || case_folded(project.name).find(wanted) != std::string::npos)
      found.push_back(project);
  std::ranges::stable_partition(found, [&](const Project& project) { return case_folded(project.key) == wanted; });
  if (found.size() > InsightStore::found_max) found.resize(InsightStore::found_max);
  return found;
}

Result<Response> findings_in(const Call& call, const std::vector<Project>& projects) {
  const std::string text = TRY(text_looked_for(call));
  return json_response_of(findings_json(projects, matching(projects, text), TRY(call.services.store.insights().find(projects, text))));
}

}  // namespace

Result<Response> find_anywhere(const Call& call) {
  std::vector<Project> projects = TRY(call.services.store.projects());
  std::erase_if(projects, [&](const Project& project) { return !call.principal.may(Right::read, project.id); });
  return findings_in(call, projects);
}

Result<Response> find_in_project(const Call& call) { return findings_in(call, {call.project}); }

}  // namespace testledger
