#include "http/identify.hpp"

#include <fmt/format.h>

#include "accounts/accounts.hpp"
#include "accounts/known_browsers.hpp"
#include "accounts/secret.hpp"
#include "accounts/sessions.hpp"
#include "core/characters.hpp"
#include "core/clock.hpp"
#include "core/letter_case.hpp"
#include "oidc/begun_logins.hpp"

namespace testledger {
namespace {

constexpr std::string_view csrf_field = "x-csrf-token";

std::string_view cookie_name(const Request& request) { return request.encrypted ? "__Host-testledger" : "testledger_session"; }

std::string_view mark_cookie_name(const Request& request) { return request.encrypted ? "__Host-testledger_browser" : "testledger_browser"; }

/// "__Host-" is not for cookies of one path.
std::string_view login_cookie_name(const Request& request) { return request.encrypted ? "__Secure-testledger_login" : "testledger_login"; }

Error forged(std::string reason) {
  return {ErrorCode::forbidden,
          "The request does not come from a page of this server: a session needs X-CSRF-Token, and Origin or Sec-Fetch-Site.",
          {},
          std::move(reason)};
}

enum class Sender { this_site, other_site, not_told };

/// What the browser says of the page that sent the request. Scripts cannot write these fields.
Sender sender_of(const Request& request) {
  const std::string_view site = request.field("sec-fetch-site");
  if (!site.empty() && site != "none") return site == "same-origin" ? Sender::this_site : Sender::other_site;
  const std::string_view origin = request.field("origin");
  if (origin.empty()) return site == "none" ? Sender::this_site : Sender::not_told;
  const auto scheme = origin.find("://");
  const bool same = scheme != std::string_view::npos && equal_ignoring_case(origin.substr(scheme + 3), request.field("host"));
  return same ? Sender::this_site : Sender::other_site;
}

bool only_reads(Method method) { return method == Method::get || method == Method::head; }

Result<void> check_forgery(const Request& request, std::string_view secret) {
  if (only_reads(request.method)) return {};
  if (sender_of(request) != Sender::this_site) return forged("sent by another site, or not told by whom");
  if (!same_hash(request.field(csrf_field), csrf_token(secret))) return forged("wrong X-CSRF-Token");
  return {};
}

struct Cookie {
  std::string_view name;
  std::string_view value;
  std::chrono::seconds life;
  std::string_view path = "/";
};

HeaderField set_cookie(const Request& request, const Cookie& cookie) {
  return {"Set-Cookie", fmt::format("{}={}; Path={}; HttpOnly; SameSite=Lax; Max-Age={}{}", cookie.name, cookie.value, cookie.path,
                                    cookie.life.count(), request.encrypted ? "; Secure" : "")};
}

std::optional<std::string> cookie_of(const Request& request, std::string_view name) {
  std::string_view rest = request.field("cookie");
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    const std::string_view pair = without_blanks_around(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) return std::string(pair.substr(equals + 1));
  }
  return std::nullopt;
}

}  // namespace

Result<Principal> identify(const Request& request, Store& store) {
  const std::string_view authorization = request.field("authorization");
  if (!authorization.empty()) return authenticate(authorization, store, now());
  const auto secret = session_secret(request);
  if (!secret) return not_authenticated("no credentials");
  auto principal = TRY(authenticate_session(*secret, store, now()));
  TRY(check_forgery(request, *secret));
  return principal;
}

std::optional<std::string> session_secret(const Request& request) { return cookie_of(request, cookie_name(request)); }

HeaderField session_cookie(const Request& request, std::string_view secret) {
  return set_cookie(request, {cookie_name(request), secret, session_life_max});
}
HeaderField no_session_cookie(const Request& request) { return set_cookie(request, {cookie_name(request), "", std::chrono::seconds(0)}); }

HeaderField browser_mark_cookie(const Request& request, std::string_view mark) {
  return set_cookie(request, {mark_cookie_name(request), mark, browser_mark_life});
}
std::string browser_mark(const Request& request) { return cookie_of(request, mark_cookie_name(request)).value_or(""); }

HeaderField login_state_cookie(const Request& request, std::string_view path, std::string_view state) {
  const std::chrono::seconds life = state.empty() ? std::chrono::seconds(0) : BegunLogins::login_time_max;
  return set_cookie(request, {login_cookie_name(request), state, life, path});
}
std::string login_state(const Request& request) { return cookie_of(request, login_cookie_name(request)).value_or(""); }

Result<void> refuse_other_sites(const Request& request) {
  if (sender_of(request) == Sender::other_site) return forged("sent by another site");
  return {};
}

Result<void> require_safe_line(const Request& request) {
  const std::string_view from = request.remote;
  if (request.encrypted || from.starts_with("127.") || from == "::1" || from.starts_with("::ffff:127.")) return {};
  return Error{ErrorCode::forbidden,
               "Passwords do not travel in the open: log in over https (docs/accounts.md), or on the server's own machine.",
               {},
               {}};
}

}  // namespace testledger
