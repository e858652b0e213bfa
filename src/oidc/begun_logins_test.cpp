#include "oidc/begun_logins.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

BegunLogin login(const std::string& nonce) { return {.wish = {"https://here.example/callback", "/"}, .nonce = nonce, .verifier = "v"}; }

TEST(BegunLogins, EachEndsOnce) {
  BegunLogins logins;
  const SteadyTime now = steady_now();
  logins.add("a", login("one"), now);
  logins.add("b", login("two"), now);
  EXPECT_EQ(logins.take("a", now).value().nonce, "one");
  EXPECT_FALSE(logins.take("a", now));
  EXPECT_FALSE(logins.take("c", now));
  EXPECT_FALSE(logins.take("", now));
  EXPECT_EQ(logins.take("b", now).value().nonce, "two");
}

TEST(BegunLogins, NoneWaitsForEver) {
  BegunLogins logins;
  const SteadyTime now = steady_now();
  logins.add("a", login("one"), now);
  logins.add("b", login("two"), now);
  EXPECT_TRUE(logins.take("a", now + BegunLogins::login_time_max));
  EXPECT_FALSE(logins.take("b", now + BegunLogins::login_time_max + std::chrono::seconds(1)));
}

TEST(BegunLogins, TheOldestIsForgottenWhenThereAreTooMany) {
  BegunLogins logins;
  const SteadyTime now = steady_now();
  for (std::size_t i = 0; i <= BegunLogins::logins_begun_max; ++i) logins.add(std::to_string(i), login("n"), now);
  EXPECT_FALSE(logins.take("0", now));
  EXPECT_TRUE(logins.take("1", now));
  EXPECT_TRUE(logins.take(std::to_string(BegunLogins::logins_begun_max), now));
}

}  // namespace
}  // namespace testledger
