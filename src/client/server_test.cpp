#include "client/server.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

TEST(ApiBase, IsBelowTheAddressHoweverItIsWritten) {
  const std::pair<const char*, const char*> rows[] = {
      {"http://a:8080", "http://a:8080/aio-tcms/api/v1"},
      {"http://a:8080//", "http://a:8080/aio-tcms/api/v1"},
      {"a:8080", "a:8080/aio-tcms/api/v1"},
      {"http://a/aio-tcms/api/v1", "http://a/aio-tcms/api/v1"},
      {"http://a/aio-tcms/api/v1/", "http://a/aio-tcms/api/v1"},
      {"http://a/rest/aio-tcms-api/1.0/", "http://a/aio-tcms/api/v1"},
      {"http://a/jira", "http://a/jira/rest/aio-tcms-api/1.0"},
      {"http://a/jira/", "http://a/jira/rest/aio-tcms-api/1.0"},
      {"http://a/jira/rest/aio-tcms-api/1.0", "http://a/jira/rest/aio-tcms-api/1.0"},
      {"http://a/jira/aio-tcms/api/v1", "http://a/jira/rest/aio-tcms-api/1.0"},
  };
  for (const auto& [url, base] : rows) EXPECT_EQ(api_base(url), base) << url;
}

}  // namespace
}  // namespace testledger
