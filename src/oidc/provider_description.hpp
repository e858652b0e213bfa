#pragma once

#include <string>

#include "oidc/fetch.hpp"

namespace testledger {

/// What a provider of logins tells of itself (OpenID Connect Discovery).
struct ProviderDescription {
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string keys_uri;
  bool tells_issuer = false;          ///< with each answer that it sends people back with (RFC 9207)
  bool takes_secret_in_form = false;  ///< and not with HTTP Basic
};

/// unavailable when it cannot be read, is another issuer's, or names addresses that are not safe.
Result<ProviderDescription> fetch_description(const Fetcher& fetcher, const std::string& issuer);

}  // namespace testledger
