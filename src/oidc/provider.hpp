#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/result.hpp"
#include "oidc/begun_logins.hpp"
#include "oidc/id_token.hpp"
#include "oidc/provider_description.hpp"

namespace testledger {

/// What is said of a login that did not begin in this browser, or has ended.
Error login_unknown(std::string reason);

/// Whether whom the provider knows and we do not becomes a user.
enum class SignUp { open, closed };

/// Which provider of logins (OpenID Connect) is believed, as whom we ask there, and what people are told of it.
struct ProviderOptions {
  std::string issuer;
  std::string client_id;
  std::string client_secret;
  std::string name;
  SignUp sign_up = SignUp::open;
  std::string ca_file = {};  ///< authorities beside the system's
};

/// Logging in at a provider: authorization code with PKCE, state and nonce. It waits for the provider, at most provider_time_max_s for each
/// of three requests, and at most waiting_max at once. From any thread.
class LoginProvider {
 public:
  static constexpr int waiting_max = 4;
  static constexpr std::chrono::hours knowledge_life{1};  ///< of the provider's description and keys
  static constexpr std::chrono::seconds keys_asked_again{5};

  explicit LoginProvider(ProviderOptions options) : options_(std::move(options)), fetcher_(options_.ca_file) {}

  /// Where the browser is to go, and the secret that it keeps until it comes back, so that nobody comes back in its place.
  struct Begun {
    std::string url;
    std::string state;
  };
  Result<Begun> begin(LoginWish wish);

  /// What the provider sent somebody back with.
  struct CameBack {
    std::string state;
    std::string code;
    std::string error;
    std::string issuer;
  };
  struct Arrived {
    ForeignPerson person;
    LoginWish wish;
  };
  /// Who came back. unauthenticated when the login did not begin here or the provider does not vouch for them, forbidden when it refused
  /// them.
  Result<Arrived> finish(const CameBack& back);

  const ProviderOptions& options() const { return options_; }

 private:
  class Seat;
  Result<ProviderDescription> description();
  Result<std::vector<SigningKey>> fetch_keys(const std::string& uri);
  Result<std::string> exchange(const ProviderDescription& provider, const BegunLogin& login, const std::string& code) const;
  Result<ForeignPerson> person_in(const std::string& token, const ProviderDescription& provider, const std::string& nonce);

  ProviderOptions options_;
  Fetcher fetcher_;
  BegunLogins begun_;
  std::mutex mutex_;
  int waiting_ = 0;
  std::optional<ProviderDescription> description_;
  SteadyTime described_{};
  std::vector<SigningKey> keys_;
  SteadyTime keys_read_{};
};

}  // namespace testledger
