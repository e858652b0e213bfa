#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "app/commands.hpp"
#include "app/live_line.hpp"
#include "client/retries.hpp"
#include "client/server.hpp"

namespace testledger {

/// The server, with the token from its file or from the environment.
Result<ServerAddress> address_of(const RemoteOptions& options);

/// Sends until an answer stands; a word on stderr about each retry, about `subject`.
Result<ServerAnswer> send_with_retries(const RemoteOptions& options, LiveLine& line, const std::string& subject,
                                       const std::function<Result<ServerAnswer>()>& send);

/// "/project/AT" and further segments of such a path.
std::string project_path(const RemoteOptions& options);

/// The object of an answer; any status but 200 is a failure with its remedy.
Result<boost::json::object> object_of(const ServerAnswer& answer);

/// Members of the server's objects; 0 or empty when it is absent or of another kind.
std::int64_t number(const boost::json::object& object, std::string_view name);
std::string_view text(const boost::json::object& object, std::string_view name);  ///< a view into the object
std::string_view text(const boost::json::value& value, std::string_view name);

}  // namespace testledger
