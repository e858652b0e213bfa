#pragma once

#include <optional>
#include <string>

#include "accounts/principal.hpp"
#include "core/result.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "storage/store.hpp"

namespace testledger {

/// Who makes the request: by the token in Authorization, or, without that header, by the session in its cookie. A session must also show
/// that what it changes was asked for by a page of this server (forbidden otherwise). unauthenticated when it is nobody.
Result<Principal> identify(const Request& request, Store& store);

/// The secret of the session in the request's cookie.
std::optional<std::string> session_secret(const Request& request);
/// The field that gives the browser its cookie, and the one that takes it away. Over TLS its name begins with "__Host-" and it is
/// Secure; without TLS the name is a plain one.
HeaderField session_cookie(const Request& request, std::string_view secret);
HeaderField no_session_cookie(const Request& request);

/// The same for what makes a browser a known one (accounts/known_browsers.hpp).
HeaderField browser_mark_cookie(const Request& request, std::string_view mark);
std::string browser_mark(const Request& request);

/// The same for the state of a login that began at a provider: below `path` alone, and for as long as the provider may take. An empty
/// state takes the cookie away.
HeaderField login_state_cookie(const Request& request, std::string_view path, std::string_view state);
std::string login_state(const Request& request);

/// forbidden when a page of another site sent it.
Result<void> refuse_other_sites(const Request& request);
/// forbidden when a password would cross a network in the open: without TLS only this machine may log in.
Result<void> require_safe_line(const Request& request);

}  // namespace testledger
