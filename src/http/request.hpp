#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace testledger {

enum class Method { get, head, post, put, patch, erase, options, other };

std::string_view name_of(Method method);

struct HeaderField {
  std::string name;
  std::string value;
};

/// The head of one HTTP request, checked and decoded as far as HTTP itself goes.
struct Request {
  Method method = Method::other;
  std::string target;  ///< as sent: path and query, percent-encoded
  std::vector<HeaderField> fields;
  std::string remote;      ///< address of the client
  bool encrypted = false;  ///< on its way to us, or to the proxy that we trust
  std::string id;          ///< X-Request-Id: the client's if it sent a decent one, else ours

  // How the message is framed.
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
  bool keep_alive = true;
  int minor_version = 1;  ///< of HTTP/1
  bool expects_continue = false;

  bool has_body() const { return chunked || content_length.value_or(0) > 0; }
  /// The first field of that name (given in small letters), empty when there is none.
  std::string_view field(std::string_view lower_case_name) const;
};

}  // namespace testledger
