#pragma once

#include <string_view>

#include "http/application.hpp"
#include "http/door_log.hpp"
#include "http/limits.hpp"
#include "http/metrics.hpp"
#include "http/public_address.hpp"
#include "http/request_keys.hpp"
#include "http/routes.hpp"
#include "http/seats.hpp"
#include "http/server.hpp"

namespace testledger {

/// The API behind the sockets: finds the route, checks who asks, hands over to the handler. In this order: route,
/// authentication, authorisation, path and query, body.
class Api : public Application {
 public:
  /// Where the server stands for browsers, and the path that those of requests may begin with.
  struct Whereabouts {
    std::string public_url = {};
    std::string base_path = {};
  };
  Api(Services services, const HttpLimits& limits, const Whereabouts& place);
  Api(Services services, const HttpLimits& limits) : Api(services, limits, Whereabouts()) {}

  Opened open(const Request& request) override;
  void served(const Served& served) override;
  void connections_changed(std::int64_t now_open) override;
  void turned_away(const TurnedAway& who) override;

 private:
  Result<Opened> dispatch(const Request& request, Annotation& about);
  void without_base(std::vector<std::string>& segments) const;

  Services services_;
  HttpLimits limits_;
  PublicAddress address_;
  std::vector<std::string> base_path_;  // its segments
  Metrics metrics_;
  DoorLog door_log_;
  Seats event_streams_;
  RequestKeys request_keys_;
  Reception reception_;
};

}  // namespace testledger
