// Logging in: passwords, sessions, and the slowness of those who guess.
#include <gtest/gtest.h>

#include <atomic>

#include "accounts/login_limits.hpp"
#include "accounts/password_hashing.hpp"
#include "accounts/password_rules.hpp"
#include "accounts/secret.hpp"
#include "accounts/sessions.hpp"
#include "accounts/testing/at_once.hpp"

namespace testledger {
namespace {

using namespace std::chrono_literals;

struct PasswordRow {
  std::string why;
  std::string password;
  bool good = false;
};
class PasswordRules : public testing::TestWithParam<PasswordRow> {};
TEST_P(PasswordRules, AreKept) {
  EXPECT_EQ(check_password(GetParam().password, "Ann Smith").has_value(), GetParam().good) << GetParam().why;
}
INSTANTIATE_TEST_SUITE_P(
    Rows, PasswordRules,
    testing::Values(PasswordRow{"too short", "xk7#Qz!"}, PasswordRow{"eight characters that nobody has", "xk7#Qz!p", true},
                    PasswordRow{"characters count, not bytes", "кошка"}, PasswordRow{"the program's name", "TestLedger1"},
                    PasswordRow{"one of the commonest", "password"}, PasswordRow{"in any letter case", "PassWord"},
                    PasswordRow{"with digits behind", "password123"}, PasswordRow{"with signs behind", "Dragon2024!!"},
                    PasswordRow{"keys in a row", "1234567890"}, PasswordRow{"one that leaked often", "Liverpoolfc"},
                    PasswordRow{"one character", "aaaaaaaaaaaa"}, PasswordRow{"twice the same", "xk7#xk7#"},
                    PasswordRow{"one's own name", "ann smith"}, PasswordRow{"one's own name with a year", "Ann Smith2026"},
                    PasswordRow{"a sentence", "my dog likes the rain", true},
                    PasswordRow{"signs behind the letters of the alphabet", "xk7#Qz!{", true},
                    PasswordRow{"no rules of composition", "correcthorsebatterystaple", true},
                    PasswordRow{"any Unicode", "пароль моей кошки", true}, PasswordRow{"blanks count", "  x  7  q  ", true},
                    PasswordRow{"as long as may be", "the quick brown fox " + std::string(1004, '7'), true},
                    PasswordRow{"longer", "the quick brown fox " + std::string(1005, '7')}));

TEST(PasswordRules, NobodysNameIsAPasswordHoweverItEnds) {
  EXPECT_FALSE(check_password("zorblax2026!", "Zorblax2026!"));
  EXPECT_TRUE(check_password("zorblax2026!", "Zorblax2026!!")) << "another name";
}

TEST(PasswordRules, OfSomebodyWhoseNameIsNotKnown) { EXPECT_TRUE(check_password("8273645190283", "")); }

TEST(UserNames, AreTrimmedAndLimited) {
  EXPECT_EQ(*checked_user_name("  Ann "), "Ann");
  for (const std::string& name :
       {std::string(), std::string("  "), std::string("a\nb"), std::string("a\x7f"), std::string(user_name_max + 1, 'a')})
    EXPECT_FALSE(checked_user_name(name)) << name;
}

constexpr PasswordCost cheap{.memory = 64 * 1024, .passes = 1};

TEST(Passwords, AreKeptAsArgon2idWithTheirCost) {
  PasswordHashing passwords;
  const std::string hash = *passwords.hash("a long sentence");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
  EXPECT_TRUE(*passwords.verify("a long sentence", hash));
  EXPECT_FALSE(*passwords.verify("a long sentencf", hash));
  EXPECT_FALSE(*passwords.verify("", hash));
  EXPECT_FALSE(*passwords.verify("a long sentence", std::nullopt));
  EXPECT_FALSE(passwords.is_outdated(hash));
  EXPECT_TRUE(passwords.is_outdated(*PasswordHashing(cheap).hash("a long sentence")));
}

TEST(Passwords, OfManyAtOnceMostAreTurnedAway) {
  PasswordHashing passwords;
  std::atomic<int> done = 0, turned_away = 0;
  at_once(40, [&] {
    const auto hash = passwords.hash("a long sentence");
    if (hash)
      ++done;
    else if (hash.error().code == ErrorCode::unavailable)
      ++turned_away;
  });
  EXPECT_EQ(done + turned_away, 40);
  EXPECT_GT(done, 0);
  EXPECT_GT(turned_away, 0);
}

TEST(LoginLimits, TenAMinuteFromOneAddress) {
  LoginLimits limits(10);
  SteadyTime time{};
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(limits.wait("10.0.0.1", time));
  EXPECT_EQ(limits.wait("10.0.0.1", time), 6s);
  EXPECT_FALSE(limits.wait("10.0.0.2", time)) << "others do not wait";
  EXPECT_FALSE(limits.wait("10.0.0.1", time + 6s));
  EXPECT_TRUE(limits.wait("10.0.0.1", time + 6s));
}

TEST(LoginLimits, AnIpv6NetworkIsOneAddress) {
  LoginLimits limits(1);
  const SteadyTime time{};
  EXPECT_FALSE(limits.wait("2001:db8:1:2::1", time));
  EXPECT_TRUE(limits.wait("2001:db8:1:2:ffff::9", time));
  EXPECT_FALSE(limits.wait("2001:db8:1:3::1", time));
  EXPECT_FALSE(limits.wait("::ffff:10.0.0.1", time));
  EXPECT_FALSE(limits.wait("::ffff:10.0.0.2", time)) << "IPv4 in IPv6";
}

TEST(LoginLimits, FailuresAtOneAccountDelayTheNextLongerAndLonger) {
  LoginLimits limits(10);
  const SteadyTime time{};
  for (int i = 0; i < 4; ++i) limits.failed("Ann", time);
  EXPECT_FALSE(limits.wait_at("ann", time));
  limits.failed("ann", time);
  EXPECT_EQ(limits.wait_at("ANN", time), 1s);
  EXPECT_FALSE(limits.wait_at("bob", time));
  limits.failed("ann", time + 1s);
  EXPECT_EQ(limits.wait_at("ann", time + 1s), 2s);
  for (int i = 0; i < 30; ++i) limits.failed("ann", time);
  EXPECT_EQ(limits.wait_at("ann", time), LoginLimits::delay_max);
  limits.succeeded("nobody");
  limits.succeeded("ann");
  EXPECT_FALSE(limits.wait_at("ann", time));
}

TEST(Recent, RemembersSoManyAndNoMore) {
  Recent<int> numbers(2);
  numbers.at("a", 0) = 1;
  numbers.at("b", 0) = 2;
  EXPECT_EQ(numbers.at("a", 0), 1);
  numbers.at("c", 0) = 3;
  EXPECT_EQ(numbers.at("b", 0), 0) << "asked for longest ago";
  EXPECT_EQ(numbers.size(), 2U);
}

TEST(RequestRates, ManyAMinuteForEach) {
  RequestRates rates(120);
  const SteadyTime time{};
  for (int i = 0; i < 120; ++i) EXPECT_FALSE(rates.wait("token 1", time));
  EXPECT_EQ(rates.wait("token 1", time), 1s);
  EXPECT_FALSE(rates.wait("token 2", time));
  RequestRates without(0);
  for (int i = 0; i < 1000; ++i) EXPECT_FALSE(without.wait("token 1", time));
}

TEST(Csrf, TokensBelongToOneSession) {
  EXPECT_EQ(csrf_token("a"), csrf_token("a"));
  EXPECT_NE(csrf_token("a"), csrf_token("b"));
  EXPECT_NE(csrf_token("a"), secret_hash("a")) << "what is stored of a session does not lead to it";
}

}  // namespace
}  // namespace testledger
