#include "oidc/provider_description.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "oidc/encoding.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

Result<std::string> address_in(const json::object& told, std::string_view name) {
  std::string address = text_in(told, name);
  if (!is_safe_address(address)) return provider_unusable("its description has no safe address as " + std::string(name));
  return address;
}

/// Whether the secret goes into the form. Nothing told means HTTP Basic (Discovery, section 3).
bool takes_secret_in_form(const json::object& told) {
  const json::value* methods = told.if_contains("token_endpoint_auth_methods_supported");
  if (methods == nullptr || !methods->is_array()) return false;
  const auto names = [&](const char* method) {
    return std::ranges::any_of(methods->get_array(),
                               [&](const json::value& each) { return each.is_string() && each.get_string() == method; });
  };
  return names("client_secret_post") && !names("client_secret_basic");
}

}  // namespace

Result<ProviderDescription> fetch_description(const Fetcher& fetcher, const std::string& issuer) {
  const std::string base = issuer.ends_with('/') ? issuer.substr(0, issuer.size() - 1) : issuer;
  const auto told = json_object_in(TRY(fetcher.get(base + "/.well-known/openid-configuration")));
  if (!told) return provider_unusable("its description is no JSON object");
  if (text_in(*told, "issuer") != issuer) return provider_unusable("it calls itself " + text_in(*told, "issuer"));
  const json::value* tells = told->if_contains("authorization_response_iss_parameter_supported");
  ProviderDescription found;
  found.authorization_endpoint = TRY(address_in(*told, "authorization_endpoint"));
  found.token_endpoint = TRY(address_in(*told, "token_endpoint"));
  found.keys_uri = TRY(address_in(*told, "jwks_uri"));
  found.tells_issuer = tells != nullptr && tells->is_bool() && tells->get_bool();
  found.takes_secret_in_form = takes_secret_in_form(*told);
  return found;
}

}  // namespace testledger
