// Logging in at a provider of logins (OpenID Connect). Browsers that are refused go back to the login page with a word that the page
// knows a sentence for; programs get the sentence as always.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "accounts/password_rules.hpp"
#include "accounts/secret.hpp"
#include "http/endpoints/account_handlers.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/identify.hpp"
#include "http/public_address.hpp"
#include "http/routes.hpp"
#include "oidc/provider.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

constexpr std::size_t number_room = 10;  ///< bytes of a name that stay free for the number that makes it another one

/// Refusals that are told apart by more than their code.
struct Refusal {
  std::string_view word;
  ErrorCode code;
  std::string_view sentence;
};
constexpr Refusal no_provider{"no_provider", ErrorCode::not_found, "There is no provider of logins here (serve --oidc-issuer)."};
constexpr Refusal no_https{"no_https", ErrorCode::forbidden, "Log in over https (docs/accounts.md), or on the server's own machine."};
constexpr Refusal no_account{"no_account", ErrorCode::forbidden, "You have no account here. Ask an administrator for one."};
constexpr Refusal deactivated{"deactivated", ErrorCode::forbidden, "Your account here is deactivated."};
constexpr Refusal other_site{"other_site", ErrorCode::forbidden, "Signing in begins on the login page of this server."};
constexpr std::array refusals{no_provider, no_https, no_account, deactivated, other_site};

Error refused(const Refusal& refusal) { return {refusal.code, std::string(refusal.sentence), {}, std::string(refusal.word)}; }

std::string_view word_of(const Error& error) {
  const auto known = std::ranges::find(refusals, error.message, &Refusal::sentence);
  return known == refusals.end() ? code_of(error.code) : known->word;
}

Response redirect(std::string address) {
  Response response = text_response(Status::found, "Go on at the address in Location.");
  response.fields.push_back({"Location", std::move(address)});
  return response;
}

Response refusal_response(const Call& call, const Error& error) {
  if (!is_for_page(call.request)) return error_response(error);
  Response response = redirect(fmt::format("{}/login?problem={}", call.address.path(), word_of(error)));
  response.detail = error.detail.empty() ? error.message : error.detail;
  return response;
}

std::string parameter(const Call& call, std::string_view name) {
  const std::string* value = call.target.parameter(name);
  return value == nullptr ? std::string() : *value;
}

HeaderField state_cookie(const Call& call, std::string_view state) {
  return login_state_cookie(call.request, call.address.path() + "/api/oidc", state);
}

Result<LoginProvider*> provider_of(const Call& call) {
  if (call.services.login_provider == nullptr) return refused(no_provider);
  if (!require_safe_line(call.request)) return refused(no_https);
  return call.services.login_provider;
}

Result<LoginProvider::Begun> begin(const Call& call, std::optional<UserId> links_to) {
  LoginProvider& provider = *TRY(provider_of(call));
  TRY(call.reception.admit_login(call.request.remote));
  return provider.begin({.redirect_uri = call.address.of(call.request) + "/api/oidc/callback",
                         .next = call.address.page(parameter(call, "next")),
                         .links_to = links_to});
}

/// Only the browser in which the login began may end it.
Result<LoginProvider::Arrived> arrived(const Call& call, LoginProvider& provider) {
  const std::string state = parameter(call, "state");
  if (state.empty() || !same_hash(login_state(call.request), state)) return login_unknown("its state is not the browser's");
  return provider.finish(
      {.state = state, .code = parameter(call, "code"), .error = parameter(call, "error"), .issuer = parameter(call, "iss")});
}

/// What a user is called who comes for the first time.
std::string name_of(const ForeignPerson& person) {
  std::size_t size = std::min(person.name.size(), user_name_max - number_room);
  while (size < person.name.size() && size > 0 && (static_cast<unsigned char>(person.name[size]) & 0xC0U) == 0x80U) --size;
  return checked_user_name(std::string_view(person.name).substr(0, size)).value_or("somebody");
}

Result<User> user_of(const Call& call, const ProviderOptions& options, const ForeignPerson& person) {
  const ForeignIdentity identity{options.issuer, person.subject};
  auto known = TRY(call.services.store.find_identity(identity));
  if (known && known->deactivated) return refused(deactivated);
  if (known) return *std::move(known);
  if (options.sign_up == SignUp::closed) return refused(no_account);
  AuditEntry entry = call.audit("user.create");
  entry.user_name = name_of(person);
  return call.services.store.user_of_identity(identity, entry.user_name, entry);
}

/// The login becomes that of the user who began this, and who must still be there.
Result<std::vector<HeaderField>> link(const Call& call, const std::string& issuer, const LoginProvider::Arrived& from) {
  Call known = call;
  known.principal = TRY(identify(call.request, call.services.store));
  if (known.principal.user != from.wish.links_to || !known.principal.session) return login_unknown("it is another user's browser now");
  TRY(call.services.store.link_identity({issuer, from.person.subject}, known.principal.user, known.audit("identity.link")));
  return std::vector<HeaderField>();
}

/// The fields of the answer that log them in.
Result<std::vector<HeaderField>> log_in(const Call& call, const ProviderOptions& options, const ForeignPerson& person) {
  const User user = TRY(user_of(call, options, person));
  TRY(leave_session(call));
  return TRY(session_response(call, user, call.audit("login", "at " + options.issuer))).fields;
}

Result<Response> finish(const Call& call) {
  LoginProvider& provider = *TRY(provider_of(call));
  const LoginProvider::Arrived from = TRY(arrived(call, provider));
  const ProviderOptions& options = provider.options();
  const auto fields = from.wish.links_to ? link(call, options.issuer, from) : log_in(call, options, from.person);
  if (!fields) return fields.error();
  Response response = redirect(from.wish.next);
  response.fields.insert(response.fields.end(), fields->begin(), fields->end());
  return response;
}

void note_failure(const Call& call, const Error& error) {
  if (call.services.login_provider == nullptr || error.code == ErrorCode::unavailable) return;
  const std::string& issuer = call.services.login_provider->options().issuer;
  call.reception.notes.happened(call.audit("login.failed", fmt::format("at {}: {}", issuer, word_of(error))));
}

}  // namespace

Result<Response> tell_login_options(const Call& call) {
  const LoginProvider* provider = call.services.login_provider;
  json::value told = nullptr;
  if (provider != nullptr) told = json::object{{"name", provider->options().name}};
  return json_response_of(
      json::object{{"password", true}, {"setup", TRY(call.services.store.needs_setup())}, {"provider", std::move(told)}});
}

/// No other site makes somebody log in without their doing.
Result<Response> begin_oidc_login(const Call& call) {
  const auto begun = refuse_other_sites(call.request) ? begin(call, std::nullopt) : refused(other_site);
  if (!begun) return refusal_response(call, begun.error());
  Response response = redirect(begun->url);
  response.fields.push_back(state_cookie(call, begun->state));
  return response;
}

Result<Response> finish_oidc_login(const Call& call) {
  auto finished = finish(call);
  if (!finished) note_failure(call, finished.error());
  Response response = finished ? *std::move(finished) : refusal_response(call, finished.error());
  if (response.status == Status::found) response.fields.push_back(state_cookie(call, ""));
  return response;
}

Result<Response> show_oidc_link(const Call& call) {
  if (call.services.login_provider == nullptr) return refused(no_provider);
  const auto user = TRY(call.services.store.find_user(call.principal.name));
  const bool linked = TRY(call.services.store.is_linked(call.services.login_provider->options().issuer, call.principal.user));
  return json_response_of(json::object{{"linked", linked}, {"password", user && user->has_password}});
}

Result<Response> begin_oidc_link(const Call& call) {
  TRY(require_session(call));
  const auto begun = TRY(begin(call, call.principal.user));
  Response response = json_response_of(json::object{{"url", begun.url}});
  response.fields.push_back(state_cookie(call, begun.state));
  return response;
}

/// Whoever else came in by the login that is unlinked has to go, too: no session tells how it began.
Result<Response> remove_oidc_link(const Call& call) {
  TRY(require_session(call));
  if (call.services.login_provider == nullptr) return refused(no_provider);
  TRY(require_recent_login(call));
  TRY(call.services.store.unlink_identities(call.services.login_provider->options().issuer, call.principal.user, call.principal.session,
                                            call.audit("identity.unlink")));
  return done_response();
}

}  // namespace testledger
