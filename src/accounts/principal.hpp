#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/account.hpp"

namespace testledger {

/// Who makes a request, and what they may do. An administrator of the server may everything in every project; others what their
/// role in a project says. A token may what its owner may now, and of that only what its scopes and projects leave.
struct Principal {
  UserId user;
  std::string name;
  TokenId token;
  bool administrator = false;
  SessionId session = {};  ///< 0: it comes with a token
  Rights scopes = Rights::all();
  std::optional<std::vector<ProjectId>> projects = {};  ///< nothing: all
  Memberships roles = {};
  std::optional<Timestamp> last_used = {};  ///< as far as it is written

  Rights rights_in(ProjectId project) const;
  /// Without Right::read the project does not exist as far as this person may know.
  bool may(Right right, ProjectId project) const { return rights_in(project).has(right); }
  /// Whether nothing limits it to less than the person may: needed for one's own account.
  bool is_whole() const { return scopes == Rights::all() && !projects; }
  bool may_administer_server() const { return administrator && is_whole(); }
  bool may_read_metrics() const { return administrator && !projects; }
};

}  // namespace testledger
