#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "client/server.hpp"

namespace testledger {

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
  std::string idempotency_key;                              ///< the same whenever the same is sent again
};

/// A key that no other upload has: 128 random bits as hexadecimal digits.
std::string new_idempotency_key();

/// Sends a report as multipart/form-data, streamed from the file, once and from its beginning; fails as the requests of server.hpp do.
Result<ServerAnswer> upload_report(const ServerAddress& server, const Upload& upload, const UploadProgress& progress);

}  // namespace testledger
