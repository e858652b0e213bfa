#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/result.hpp"

namespace testledger {

inline constexpr std::size_t provider_answer_max = 256 * 1024;  ///< bytes
inline constexpr long provider_time_max_s = 10;                 ///< of one request, from its begin to its last byte

using UrlencodedForm = std::vector<std::pair<std::string, std::string>>;
/// The fields as part of a query or a form.
std::string form_encoded(const UrlencodedForm& fields);

/// A user name and a password for HTTP Basic.
struct BasicCredentials {
  std::string name;
  std::string password;
};

struct Fetched {
  int status = 0;
  std::string body;
};

/// Asks a provider of logins. Redirects are not followed, and only https is spoken, or http to this machine. From any thread.
class Fetcher {
 public:
  /// Trusts the authorities of that file beside the system's; empty: those alone.
  explicit Fetcher(std::string ca_file) : ca_file_(std::move(ca_file)) {}

  /// The body of an answer with status 200. unavailable when there is none within provider_answer_max and provider_time_max_s; `detail`
  /// has the reason.
  Result<std::string> get(const std::string& url) const;
  /// The answer to a form, whatever its status.
  Result<Fetched> post(const std::string& url, const UrlencodedForm& fields, const BasicCredentials* credentials) const;

 private:
  std::string ca_file_;
};

/// Whether secrets, and answers that are believed, may travel there: it is https, or http within this machine.
bool is_safe_address(const std::string& url);

/// What is said of a provider that cannot be used now; the reason is for the log.
Error provider_unusable(std::string reason);

}  // namespace testledger
