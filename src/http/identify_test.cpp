#include "http/identify.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

Request request_with(std::vector<HeaderField> fields) {
  Request request{.method = Method::post, .target = "/", .remote = "127.0.0.1", .id = "t"};
  request.fields = std::move(fields);
  request.fields.push_back({"host", "tests.example.org:8443"});
  return request;
}

TEST(SessionCookie, IsSecureWhereTheLineIs) {
  Request request = request_with({});
  EXPECT_EQ(session_cookie(request, "ts_1").value, "testledger_session=ts_1; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800");
  request.encrypted = true;
  EXPECT_EQ(session_cookie(request, "ts_1").value, "__Host-testledger=ts_1; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800; Secure");
  EXPECT_EQ(no_session_cookie(request).value, "__Host-testledger=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure");
}

TEST(LoginStateCookie, IsOfOnePathAndShortLived) {
  Request request = request_with({{"cookie", "testledger_login=s1; __Secure-testledger_login=s2"}});
  EXPECT_EQ(login_state_cookie(request, "/base/api/oidc", "s").value,
            "testledger_login=s; Path=/base/api/oidc; HttpOnly; SameSite=Lax; Max-Age=600");
  EXPECT_EQ(login_state(request), "s1");
  request.encrypted = true;
  EXPECT_EQ(login_state_cookie(request, "/api/oidc", "").value,
            "__Secure-testledger_login=; Path=/api/oidc; HttpOnly; SameSite=Lax; Max-Age=0; Secure");
  EXPECT_EQ(login_state(request), "s2");
  EXPECT_EQ(login_state(request_with({})), "");
}

TEST(BrowserMark, IsAsSafeAsTheSessionAndOutlivesIt) {
  Request request = request_with({{"cookie", "testledger_browser=m1; __Host-testledger_browser=m2"}});
  EXPECT_EQ(browser_mark_cookie(request, "m").value, "testledger_browser=m; Path=/; HttpOnly; SameSite=Lax; Max-Age=15552000");
  EXPECT_EQ(browser_mark(request), "m1");
  request.encrypted = true;
  EXPECT_EQ(browser_mark_cookie(request, "m").value,
            "__Host-testledger_browser=m; Path=/; HttpOnly; SameSite=Lax; Max-Age=15552000; Secure");
  EXPECT_EQ(browser_mark(request), "m2");
}

TEST(SessionCookie, IsFoundAmongOthers) {
  Request request = request_with({{"cookie", "a=b; testledger_session=ts_1;c=d; __Host-testledger=ts_2"}});
  EXPECT_EQ(session_secret(request), "ts_1");
  request.encrypted = true;
  EXPECT_EQ(session_secret(request), "ts_2") << "one that came in the open may be planted";
  for (const std::string cookie : {"", ";;", "testledger_session", "xtestledger_session=ts_1", "=ts_1", "a=testledger_session=ts_1"})
    EXPECT_FALSE(session_secret(request_with({{"cookie", cookie}}))) << cookie;
}

struct SiteRow {
  std::string why;
  std::vector<HeaderField> fields;
  bool refused = false;
};
class OtherSites : public testing::TestWithParam<SiteRow> {};
TEST_P(OtherSites, AreTold) { EXPECT_EQ(!refuse_other_sites(request_with(GetParam().fields)), GetParam().refused) << GetParam().why; }
INSTANTIATE_TEST_SUITE_P(
    Rows, OtherSites,
    testing::Values(SiteRow{"no browser", {}}, SiteRow{"this site", {{"origin", "https://tests.example.org:8443"}}},
                    SiteRow{"names have no letter case", {{"origin", "https://TESTS.example.org:8443"}}},
                    SiteRow{"another port", {{"origin", "https://tests.example.org"}}, true},
                    SiteRow{"another host", {{"origin", "https://evil.example"}}, true},
                    SiteRow{"a longer name", {{"origin", "https://tests.example.org:8443.evil.example"}}, true},
                    SiteRow{"a page without origin", {{"origin", "null"}}, true},
                    SiteRow{"the browser says so", {{"sec-fetch-site", "same-origin"}}},
                    SiteRow{"a sister site", {{"sec-fetch-site", "same-site"}}, true},
                    SiteRow{"another site", {{"sec-fetch-site", "cross-site"}, {"origin", "https://tests.example.org:8443"}}, true},
                    SiteRow{"typed by somebody", {{"sec-fetch-site", "none"}}}));

TEST(SafeLine, IsTlsOrTheMachineItself) {
  Request request = request_with({});
  for (const std::string here : {"127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"}) {
    request.remote = here;
    EXPECT_TRUE(require_safe_line(request)) << here;
  }
  for (const std::string elsewhere : {"10.0.0.1", "::2", "1127.0.0.1", ""}) {
    request.remote = elsewhere;
    request.encrypted = false;
    EXPECT_FALSE(require_safe_line(request)) << elsewhere;
    request.encrypted = true;
    EXPECT_TRUE(require_safe_line(request)) << elsewhere;
  }
}

}  // namespace
}  // namespace testledger
