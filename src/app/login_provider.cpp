#include "app/login_provider.hpp"

#include "app/console.hpp"

namespace testledger {
namespace {

bool is_address(const std::string& url, std::string_view scheme) {
  return url.starts_with(scheme) && url.size() > scheme.size() && url[scheme.size()] != '/' &&
         url.find_first_of("?# \\\"<>@") == std::string::npos;
}

}  // namespace

Result<void> check_public_url(const std::string& url) {
  if (url.empty() || is_address(url, "https://") || is_address(url, "http://")) return {};
  return Error{ErrorCode::invalid_argument, "--public-url is the address that people open, e.g. https://qa.example.org/testledger"};
}

Result<std::unique_ptr<LoginProvider>> login_provider(const LoginProviderOptions& wanted) {
  if (wanted.issuer.empty()) return std::unique_ptr<LoginProvider>();
  if (!is_safe_address(wanted.issuer) || (!is_address(wanted.issuer, "https://") && !is_address(wanted.issuer, "http://")))
    return Error{ErrorCode::invalid_argument,
                 "--oidc-issuer is the provider's https address without query, e.g. https://login.example.org/realms/acme (http only on "
                 "this machine)"};
  auto secret = read_secret(wanted.client_secret_file);
  if (!secret)
    return Error{ErrorCode::invalid_argument, "--oidc-client-secret-file: cannot read a secret from the first line of " +
                                                  wanted.client_secret_file +
                                                  ". Write into it what the provider shows as the client's secret."};
  return std::make_unique<LoginProvider>(ProviderOptions{.issuer = wanted.issuer,
                                                         .client_id = wanted.client_id,
                                                         .client_secret = *std::move(secret),
                                                         .name = wanted.name,
                                                         .sign_up = wanted.sign_up == "no" ? SignUp::closed : SignUp::open,
                                                         .ca_file = wanted.ca_file});
}

}  // namespace testledger
