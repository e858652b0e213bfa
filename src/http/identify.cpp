#include "http/identify.hpp"

#include <fmt/format.h>

#include "accounts/accounts.hpp"
#include "accounts/secret.hpp"
#include "accounts/sessions.hpp"
#include "core/clock.hpp"
#include "core/letter_case.hpp"

namespace testledger {
namespace {

constexpr std::string_view csrf_field = "x-csrf-token";

std::string_view cookie_name(const Request& request) { return request.encrypted ? "__Host-testledger" : "testledger_session"; }

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

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

HeaderField cookie(const Request& request, std::string_view value, std::chrono::seconds life) {
  return {"Set-Cookie", fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", cookie_name(request), value, life.count(),
                                    request.encrypted ? "; Secure" : "")};
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

std::optional<std::string> session_secret(const Request& request) {
  std::string_view rest = request.field("cookie");
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    const std::string_view pair = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == cookie_name(request)) return std::string(pair.substr(equals + 1));
  }
  return std::nullopt;
}

HeaderField session_cookie(const Request& request, std::string_view secret) { return cookie(request, secret, session_life_max); }
HeaderField no_session_cookie(const Request& request) { return cookie(request, "", std::chrono::seconds(0)); }

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
