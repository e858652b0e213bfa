#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accounts/principal.hpp"
#include "accounts/reception.hpp"
#include "domain/audit.hpp"
#include "domain/project.hpp"
#include "http/limits.hpp"
#include "http/request.hpp"
#include "http/server.hpp"
#include "http/wire/request_target.hpp"

namespace testledger {

class Metrics;
class PublicAddress;
class RequestKeys;
class Seats;
struct Route;

/// One admitted request as a handler sees it: who asks, what for, and what to answer from.
struct Call {
  const Request& request;
  const Route& route;
  Services services;
  Metrics& metrics;
  Seats& event_streams;
  RequestKeys& request_keys;
  Reception& reception;
  const HttpLimits& limits;
  const PublicAddress& address;
  RequestTarget target;
  Principal principal;
  Project project;                                                 ///< of routes below project/{project}
  std::vector<std::pair<std::string_view, std::string>> captures;  ///< what stood in the place of each "{name}" of the route

  std::string_view captured(std::string_view name) const;
  /// Of who asks, in the project.
  Rights rights() const { return principal.rights_in(project.id); }
  /// What is to be known later of what this request does: who, from where, in which project.
  AuditEntry audit(std::string action, std::string object = {}) const;
};

}  // namespace testledger
