#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/result.hpp"

namespace testledger {

/// Which server, and as whom. The token never appears in messages.
struct ServerAddress {
  std::string url;                    ///< "https://tests.example.org", also with a context path or one of the API's prefixes (api_base)
  std::string token;                  ///< sent as "Authorization: Bearer"
  std::chrono::seconds timeout{300};  ///< without any progress
};

/// Where the API is below a server's address, without a slash at the end: the prefixes that the address may carry already are
/// taken off; with a context path the API has another prefix than without (docs/http.md).
std::string api_base(std::string url);

/// What a server answered; any HTTP status is an answer.
struct ServerAnswer {
  int status = 0;
  std::string body;
};

/// Called as bytes of a file leave; `total` is the size of the request.
using UploadProgress = std::function<void(std::uint64_t sent, std::uint64_t total)>;

/// Whether the server imports a report before it answers, or queues it.
enum class Delivery { at_once, as_batch };

/// One report file and how it is to be imported.
struct Upload {
  std::string project;
  std::string cycle;
  std::string type;
  Delivery delivery = Delivery::at_once;
  std::string file_name;  ///< as the server is told
  int file = -1;          ///< a descriptor of a regular file, open for reading; stays the caller's
  std::uint64_t size = 0;
  std::vector<std::pair<std::string, std::string>> fields;  ///< the contract's form parts other than the file (C.1)
};

/// Sends a report as multipart/form-data, streamed from the file. Fails with `unavailable` when there is no answer.
Result<ServerAnswer> upload_report(const ServerAddress& server, const Upload& upload, const UploadProgress& progress);

/// Sends a JSON body to a path below the API's prefix, e.g. "/project/AT/testcycle/detail".
Result<ServerAnswer> post_json(const ServerAddress& server, const std::string& path, const std::string& body);
/// Reads from such a path.
Result<ServerAnswer> get_json(const ServerAddress& server, const std::string& path);

}  // namespace testledger
