#include "oidc/provider.hpp"

#include <boost/json/object.hpp>

#include "oidc/encoding.hpp"

namespace testledger {
namespace {

/// What a provider answers with in the place of a token: "invalid_grant", "invalid_client".
Error no_token(const Fetched& answer) {
  const auto told = json_object_in(answer.body);
  const std::string reason = "the token endpoint answers " + std::to_string(answer.status) + " " + (told ? text_in(*told, "error") : "");
  return answer.status == 400 || answer.status == 401 ? not_believed(reason) : provider_unusable(reason);
}

/// Mix-up: an answer of another provider, which this one is to be asked about (RFC 9207).
Result<void> check_sender(const std::string& told, const std::string& issuer, const ProviderDescription& provider) {
  if (told.empty() ? provider.tells_issuer : told != issuer) return not_believed("it does not come from the issuer");
  return {};
}

Result<void> check_answer(const LoginProvider::CameBack& back) {
  if (back.error == "access_denied") return Error{ErrorCode::forbidden, "The provider of logins did not let you in.", {}, "access_denied"};
  if (!back.error.empty()) return not_believed("the provider refused: " + back.error);
  if (back.code.empty()) return not_believed("no code");
  return {};
}

}  // namespace

/// One of the few that may wait for the provider, so that one that does not answer holds up nothing else.
class LoginProvider::Seat {
 public:
  static Result<Seat> take(LoginProvider& provider) {
    const std::lock_guard lock(provider.mutex_);
    if (provider.waiting_ >= waiting_max) return provider_unusable("too many wait for it (waiting_max)");
    ++provider.waiting_;
    return Seat(provider);
  }
  Seat(Seat&& other) noexcept : provider_(std::exchange(other.provider_, nullptr)) {}
  Seat& operator=(Seat&&) = delete;
  ~Seat() {
    if (provider_ == nullptr) return;
    const std::lock_guard lock(provider_->mutex_);
    --provider_->waiting_;
  }

 private:
  explicit Seat(LoginProvider& provider) : provider_(&provider) {}
  LoginProvider* provider_;
};

Error login_unknown(std::string reason) {
  return {ErrorCode::unauthenticated, "This login did not begin in this browser, or too long ago. Begin again.", {}, std::move(reason)};
}

Result<ProviderDescription> LoginProvider::description() {
  {
    const std::lock_guard lock(mutex_);
    if (description_ && steady_now() - described_ < knowledge_life) return *description_;
  }
  ProviderDescription found = TRY(fetch_description(fetcher_, options_.issuer));
  const std::lock_guard lock(mutex_);
  description_ = found;
  described_ = steady_now();
  return found;
}

Result<LoginProvider::Begun> LoginProvider::begin(LoginWish wish) {
  const auto seat = TRY(Seat::take(*this));
  const ProviderDescription provider = TRY(description());
  const BegunLogin login{.wish = std::move(wish), .nonce = random_text(), .verifier = random_text()};
  const std::string state = random_text();
  const std::string query = form_encoded({{"response_type", "code"},
                                          {"client_id", options_.client_id},
                                          {"redirect_uri", login.wish.redirect_uri},
                                          {"scope", "openid profile email"},
                                          {"state", state},
                                          {"nonce", login.nonce},
                                          {"code_challenge", challenge_of(login.verifier)},
                                          {"code_challenge_method", "S256"}});
  begun_.add(state, login, steady_now());
  const std::string& endpoint = provider.authorization_endpoint;
  return Begun{endpoint + (endpoint.find('?') == std::string::npos ? '?' : '&') + query, state};
}

Result<std::string> LoginProvider::exchange(const ProviderDescription& provider, const BegunLogin& login, const std::string& code) const {
  UrlencodedForm form{
      {"grant_type", "authorization_code"}, {"code", code}, {"redirect_uri", login.wish.redirect_uri}, {"code_verifier", login.verifier}};
  const BasicCredentials credentials{options_.client_id, options_.client_secret};
  if (provider.takes_secret_in_form) form.insert(form.end(), {{"client_id", credentials.name}, {"client_secret", credentials.password}});
  const Fetched answer = TRY(fetcher_.post(provider.token_endpoint, form, provider.takes_secret_in_form ? nullptr : &credentials));
  if (answer.status != 200) return no_token(answer);
  const auto told = json_object_in(answer.body);
  return told ? text_in(*told, "id_token") : std::string();
}

Result<std::vector<SigningKey>> LoginProvider::fetch_keys(const std::string& uri) {
  std::vector<SigningKey> read = TRY(read_signing_keys(TRY(fetcher_.get(uri))));
  const std::lock_guard lock(mutex_);
  keys_ = read;
  keys_read_ = steady_now();
  return read;
}

/// Providers change their keys: when none of those that are known fits, they are asked for again, but not at every nonsense.
Result<ForeignPerson> LoginProvider::person_in(const std::string& token, const ProviderDescription& provider, const std::string& nonce) {
  const TokenExpectation expected{options_.issuer, options_.client_id, nonce, now()};
  std::vector<SigningKey> known;
  SteadyTime::duration age{};
  {
    const std::lock_guard lock(mutex_);
    known = keys_;
    age = steady_now() - keys_read_;
  }
  if (!known.empty() && age < knowledge_life) {
    auto person = read_id_token(token, known, expected);
    if (person || age < keys_asked_again) return person;
  }
  return read_id_token(token, TRY(fetch_keys(provider.keys_uri)), expected);
}

Result<LoginProvider::Arrived> LoginProvider::finish(const CameBack& back) {
  auto login = begun_.take(back.state, steady_now());
  if (!login) return login_unknown("its state is not known, or not any more");
  const auto seat = TRY(Seat::take(*this));
  const ProviderDescription provider = TRY(description());
  TRY(check_sender(back.issuer, options_.issuer, provider));
  TRY(check_answer(back));
  const std::string token = TRY(exchange(provider, *login, back.code));
  ForeignPerson person = TRY(person_in(token, provider, login->nonce));
  return Arrived{std::move(person), std::move(login->wish)};
}

}  // namespace testledger
