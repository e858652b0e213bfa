#include "http/api_document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <set>
#include <string>

#include "core/letter_case.hpp"
#include "http/routes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

const std::string bases[] = {"/aio-tcms/api/v1", "/rest/aio-tcms-api/1.0"};

std::string line(std::string_view method, const std::string& path, bool open) {
  return upper(method) + " " + path + (open ? ", for anyone" : "");
}

std::set<std::string> served() {
  std::set<std::string> lines;
  for (const Route& route : routes()) {
    const auto below = pattern_below_base(route);
    const std::string path = "/" + std::string(below.value_or(route.pattern));
    const std::string_view method = name_of(route.method);
    if (below)
      for (const std::string& base : bases) lines.insert(line(method, base + path, false));
    else
      lines.insert(line(method, path, route.access == Access::anyone));
  }
  return lines;
}

std::string address(const json::value& server, std::string_view path) {
  std::string url(server.at("url").as_string());
  if (url.ends_with('/')) url.pop_back();
  return url.append(path);
}

/// With the methods as they are called in the document.
std::set<std::string> described() {
  const json::value document = json::parse({api_document().data(), api_document().size()});
  std::set<std::string> lines;
  for (const auto& [path, item] : document.at("paths").as_object())
    for (const auto& [method, operation] : item.as_object()) {
      if (!operation.is_object()) continue;
      const json::value* own_servers = item.as_object().if_contains("servers");
      const json::value* security = operation.as_object().if_contains("security");
      const bool open = security != nullptr && security->as_array().empty();
      for (const json::value& server : (own_servers != nullptr ? *own_servers : document.at("servers")).as_array())
        lines.insert(line(std::string_view(method), address(server, path), open));
    }
  return lines;
}

TEST(ApiDocument, DescribesTheRoutesThatThereAreAndNoOther) {
  EXPECT_THAT(described(), testing::ContainerEq(served()));
  EXPECT_GT(served().size(), 50U);
}

}  // namespace
}  // namespace testledger
