#pragma once

#include <boost/json.hpp>
#include <string>

#include "app/connection.hpp"

namespace testledger {

/// A batch as the server names it.
struct BatchAddress {
  std::string cycle;
  std::int64_t id = 0;
};

std::string path_of(const RemoteOptions& options, const BatchAddress& batch);

bool has_ended(const boost::json::object& batch);

/// Shows how a batch goes on until it has ended, and gives it in full: by the server's events, or by asking again and again where there are
/// none. A server that is away for a while, as one that is restarted, does not end the watching.
Result<boost::json::object> watch_batch(const ServerAddress& server, const RemoteOptions& options, const BatchAddress& batch);

}  // namespace testledger
