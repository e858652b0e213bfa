#include "accounts/principal.hpp"

#include <algorithm>

namespace testledger {

Rights Principal::rights_in(ProjectId project) const {
  if (projects && std::ranges::find(*projects, project) == projects->end()) return {};
  if (administrator) return scopes;
  const auto role = roles.find(project);
  return role == roles.end() ? Rights() : rights_of(role->second).both(scopes);
}

}  // namespace testledger
