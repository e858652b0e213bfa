#pragma once

#include <boost/json/fwd.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.hpp"
#include "domain/account.hpp"
#include "http/application.hpp"
#include "http/endpoints/call.hpp"
#include "http/request.hpp"

namespace testledger {

/// Answers on path and query alone.
using PlainHandler = Result<Response> (*)(const Call&);
/// Answers on a JSON body of at most json_body_max bytes.
using JsonHandler = Result<Response> (*)(const Call&, const boost::json::value&);
/// The same for a body that may as well be missing, which counts as {}.
struct OptionalJson {
  JsonHandler handler;
};
/// Checks path and query, then takes the body piece by piece.
using BodyHandler = Result<std::unique_ptr<BodyReceiver>> (*)(std::unique_ptr<Call>);

/// The same, by the workers of what takes long: it hashes passwords.
struct SlowJsonHandler {
  JsonHandler handle;
};

/// The same as a PlainHandler, by those workers: it waits for another server.
struct SlowHandler {
  PlainHandler handle;
};

/// Who may: everybody; who is known; who comes as a whole person, by no token that is limited; who administers the server; or who
/// has that right in the project that the path names.
enum class Access { anyone, user, self, server, read, report, edit, administer };
constexpr std::optional<Right> right_of(Access access) {
  if (access < Access::read) return std::nullopt;
  return static_cast<Right>(static_cast<int>(access) - static_cast<int>(Access::read));
}
static_assert(right_of(Access::administer) == Right::administer);

/// One line of the table of routes. Patterns that ask for a right, and those that begin with below_base, are below either base of the
/// API (contract B.0), others are whole paths. "{name}" stands for any one segment.
struct Route {
  Method method;
  Access access;
  std::string_view pattern;
  std::variant<PlainHandler, JsonHandler, OptionalJson, SlowJsonHandler, SlowHandler, BodyHandler> handler;
};
inline constexpr std::string_view below_base = "*/";
/// The application's page; its own addresses are shown by the same route (is_page_address).
inline constexpr std::string_view page_pattern = "";
/// The pattern below a base; nothing when it is a whole path.
constexpr std::optional<std::string_view> pattern_below_base(const Route& route) {
  if (right_of(route.access)) return route.pattern;
  if (route.pattern.starts_with(below_base)) return route.pattern.substr(below_base.size());
  return std::nullopt;
}

/// All routes, in the order of the contract's catalogue.
std::span<const Route> routes();

/// The route for a method and a path; HEAD is served wherever GET is. Without one: which methods the path has, none when nobody knows
/// it.
struct RouteMatch {
  const Route* route = nullptr;
  std::vector<std::pair<std::string_view, std::string>> captures;
  std::vector<Method> allowed;
};
RouteMatch find_route(std::span<const Route> table, Method method, const std::vector<std::string>& segments);

/// Whether a path that no route is for is the application's to show: it is neither below a base of the API nor below a whole path's
/// first segment.
bool is_page_address(std::span<const Route> table, const std::vector<std::string>& segments);

/// Whether a browser goes there, rather than a program that asks for data.
bool is_for_page(const Request& request);

}  // namespace testledger
