#pragma once

#include <string_view>

#include "http/application.hpp"
#include "http/limits.hpp"
#include "http/metrics.hpp"
#include "http/request_keys.hpp"
#include "http/routes.hpp"
#include "http/seats.hpp"
#include "http/server.hpp"

namespace testledger {

/// The API behind the sockets: finds the route, checks who asks, hands over to the handler. In this order: route,
/// authentication, authorisation, path and query, body.
class Api : public Application {
 public:
  /// Paths may begin with `base_path`.
  Api(Services services, const HttpLimits& limits, std::string_view base_path = {});

  Opened open(const Request& request) override;
  void served(const Served& served) override;
  void connections_changed(std::int64_t now_open) override;

 private:
  Result<Opened> dispatch(const Request& request, Annotation& about);
  void without_base(std::vector<std::string>& segments) const;
  Result<void> admit(Call& call, const Route& route);
  Result<void> admit_to_project(Call& call, Right right);

  Services services_;
  HttpLimits limits_;
  std::vector<std::string> base_path_;  // its segments
  Metrics metrics_;
  Seats event_streams_;
  RequestKeys request_keys_;
  Reception reception_;
};

}  // namespace testledger
