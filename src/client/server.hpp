#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace testledger {

/// Which server, and as whom. The token never appears in messages.
struct ServerAddress {
  std::string url;                    ///< "https://tests.example.org", also with a context path or one of the API's prefixes (api_base)
  std::string token;                  ///< sent as "Authorization: Bearer"
  std::string ca_file = {};           ///< PEM: authorities to trust beside the system's; empty: none
  std::chrono::seconds timeout{300};  ///< without any progress
};

/// Where the API is below a server's address, without a slash at the end: the prefixes that the address may carry already are
/// taken off; with a context path the API has another prefix than without (docs/http.md).
std::string api_base(std::string url);

/// What a server answered; any HTTP status is an answer.
struct ServerAnswer {
  int status = 0;
  std::string body;
  std::optional<std::chrono::seconds> retry_after = {};  ///< what the server asks for
};

/// Called as bytes of a request leave; `total` is the size of the request.
using UploadProgress = std::function<void(std::uint64_t sent, std::uint64_t total)>;

// Each of the following sends a request once, to a path below the API's prefix, e.g. "/project/AT/testcycle/detail". Without a whole
// answer they fail: with `unavailable` when the same request may succeed later, where `detail` has the reason without the remedy.

Result<ServerAnswer> post_json(const ServerAddress& server, const std::string& path, const std::string& body);
Result<ServerAnswer> get_json(const ServerAddress& server, const std::string& path);

/// Takes a piece of a body; false ends the transfer.
using BodySink = std::function<bool(std::string_view piece)>;

/// Reads a body piece by piece as it arrives; that of a refusal is in the answer instead. Headers are whole lines.
Result<ServerAnswer> get_stream(const ServerAddress& server, const std::string& path, const std::vector<std::string>& headers,
                                const BodySink& sink);

/// A name as one segment of a path.
std::string path_segment(const std::string& name);

}  // namespace testledger
