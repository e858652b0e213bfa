#include <algorithm>

#include "http/routes.hpp"

namespace testledger {
namespace {

using Segments = std::span<const std::string>;
using Captures = std::vector<std::pair<std::string_view, std::string>>;

/// What follows the base: "aio-tcms/api/v1", or "rest/aio-tcms-api/1.0" below any context. Nothing when it is no path of the API.
std::optional<Segments> path_below_base(Segments path) {
  const auto has_base = [&](std::size_t at, std::string_view a, std::string_view b, std::string_view c) {
    return path.size() >= at + 3 && path[at] == a && path[at + 1] == b && path[at + 2] == c;
  };
  if (has_base(0, "aio-tcms", "api", "v1")) return path.subspan(3);
  for (std::size_t at = 0; at + 3 <= path.size(); ++at)
    if (has_base(at, "rest", "aio-tcms-api", "1.0")) return path.subspan(at + 3);
  return std::nullopt;
}

std::optional<Captures> captures_of(std::string_view pattern, Segments path) {
  Captures captures;
  std::size_t index = 0;
  while (!pattern.empty()) {
    const auto end = std::min(pattern.find('/'), pattern.size());
    const std::string_view wanted = pattern.substr(0, end);
    pattern.remove_prefix(std::min(end + 1, pattern.size()));
    if (index == path.size()) return std::nullopt;
    if (wanted.starts_with('{'))
      captures.emplace_back(wanted.substr(1, wanted.size() - 2), path[index]);
    else if (path[index] != wanted)
      return std::nullopt;
    ++index;
  }
  if (index != path.size()) return std::nullopt;
  return captures;
}

}  // namespace

std::string_view Call::captured(std::string_view name) const {
  const auto found = std::ranges::find(captures, name, &std::pair<std::string_view, std::string>::first);
  return found == captures.end() ? std::string_view() : std::string_view(found->second);
}

RouteMatch find_route(std::span<const Route> table, Method method, const std::vector<std::string>& segments) {
  const Method wanted = method == Method::head ? Method::get : method;
  const auto api_path = path_below_base(segments);
  RouteMatch match;
  for (const Route& route : table) {
    const auto below = pattern_below_base(route);
    if (below && !api_path) continue;
    auto captures = captures_of(below.value_or(route.pattern), below ? *api_path : Segments(segments));
    if (!captures) continue;
    match.allowed.push_back(route.method);
    if (route.method == Method::get) match.allowed.push_back(Method::head);
    if (route.method != wanted) continue;
    match.route = &route;
    match.captures = *std::move(captures);
    return match;
  }
  return match;
}

bool is_page_address(std::span<const Route> table, const std::vector<std::string>& segments) {
  if (segments.empty()) return true;
  if (path_below_base(segments)) return false;
  return std::ranges::none_of(table, [&](const Route& route) {
    const std::string_view whole = pattern_below_base(route) ? std::string_view() : route.pattern;
    return whole.substr(0, whole.find('/')) == segments.front();
  });
}

bool is_for_page(const Request& request) {
  return (request.method == Method::get || request.method == Method::head) &&
         request.field("accept").find("text/html") != std::string_view::npos;
}

}  // namespace testledger
