#include "accounts/accounts.hpp"

#include <gtest/gtest.h>

#include "accounts/authorization.hpp"
#include "accounts/token_secret.hpp"

namespace testledger {
namespace {

constexpr Timestamp now{std::chrono::milliseconds(1'700'000'000'000)};

/// Keeps one user's tokens and counts how often it was asked.
class FewAccounts : public AccountStore {
 public:
  User user{UserId{7}, "robin", true};
  std::vector<Token> kept;
  int asked = 0;

  Result<User> create_user(std::string_view, bool) override { return user; }
  Result<std::optional<User>> find_user(std::string_view) override { return std::optional(user); }
  Result<Token> create_token(const Token& token) override {
    kept.push_back(token);
    kept.back().id = TokenId{static_cast<std::int64_t>(kept.size())};
    return kept.back();
  }
  Result<std::optional<TokenOwner>> find_token(std::string_view hash) override {
    ++asked;
    for (const Token& token : kept)
      if (token.hash == hash) return std::optional(TokenOwner{token, user});
    return std::optional<TokenOwner>();
  }
  Result<std::vector<TokenOwner>> tokens() override { return std::vector<TokenOwner>(); }
  Result<void> revoke_token(TokenId, Timestamp) override { return {}; }
};

class Authentication : public testing::Test {
 protected:
  FewAccounts accounts;
  std::string secret = testledger::create_token({UserId{7}, "ci", std::chrono::days(1)}, accounts, now)->secret;
};

TEST_F(Authentication, KnowsTheOwnerOfAToken) {
  const auto who = authenticate("AioAuth " + secret, accounts, now);
  ASSERT_TRUE(who) << who.error().detail;
  EXPECT_EQ(who->name, "robin");
  EXPECT_TRUE(who->may(Right::read, ProjectId{1}));
}

TEST_F(Authentication, StoresNoSecret) {
  EXPECT_EQ(accounts.kept[0].hash, token_hash(secret));
  EXPECT_EQ(accounts.kept[0].last_four, secret.substr(secret.size() - 4));
  EXPECT_EQ(accounts.kept[0].expires, now + std::chrono::days(1));
}

TEST_F(Authentication, RefusesAnExpiredOrRevokedTokenFromThatMomentOn) {
  EXPECT_FALSE(authenticate("Bearer " + secret, accounts, now + std::chrono::days(1)));
  accounts.kept[0].revoked = now;
  EXPECT_FALSE(authenticate("Bearer " + secret, accounts, now));
}

TEST_F(Authentication, AsksTheStoreOnlyForWellFormedTokens) {
  std::string mistyped = secret;
  mistyped.back() = mistyped.back() == 'a' ? 'b' : 'a';
  for (const std::string& header : {std::string(), std::string("AioAuth"), std::string("AioAuth nonsense"), "Bearer " + mistyped})
    EXPECT_EQ(authenticate(header, accounts, now).error().code, ErrorCode::unauthenticated) << header;
  EXPECT_EQ(accounts.asked, 0);
}

TEST_F(Authentication, TellsEveryReasonInTheSameWords) {
  const auto unknown = authenticate("Bearer " + new_token_secret(), accounts, now);
  const auto missing = authenticate("", accounts, now);
  EXPECT_EQ(unknown.error().message, missing.error().message);
}

TEST(CreateToken, LimitsItsLife) {
  FewAccounts accounts;
  EXPECT_FALSE(create_token({UserId{7}, "ci", std::chrono::days(366)}, accounts, now));
  EXPECT_FALSE(create_token({UserId{7}, "ci", std::chrono::days(0)}, accounts, now));
}

struct HeaderRow {
  std::string why;
  std::string header;
  std::optional<std::string> token;
};

class AuthorizationHeader : public testing::TestWithParam<HeaderRow> {};

TEST_P(AuthorizationHeader, CarriesTheToken) { EXPECT_EQ(token_in(GetParam().header), GetParam().token) << GetParam().why; }

INSTANTIATE_TEST_SUITE_P(Rows, AuthorizationHeader,
                         testing::Values(HeaderRow{"cloud clients", "AioAuth abc", "abc"},
                                         HeaderRow{"personal access tokens", "Bearer abc", "abc"},
                                         HeaderRow{"schemes have no letter case", "aIOauth  abc ", "abc"},
                                         HeaderRow{"Basic carries it as the password", "Basic dXNlcjphYmM=", "abc"},
                                         HeaderRow{"some clients leave the padding out", "Basic dXNlcjphYmM", "abc"},
                                         HeaderRow{"a password may hold a colon", "Basic dTphOmI=", "a:b"},
                                         HeaderRow{"Basic without a colon has no password", "Basic YWJj", std::nullopt},
                                         HeaderRow{"no base64", "Basic !!!", std::nullopt},
                                         HeaderRow{"unknown scheme", "Digest abc", std::nullopt},
                                         HeaderRow{"no scheme", "abc", std::nullopt}, HeaderRow{"nothing", "", std::nullopt},
                                         HeaderRow{"no header is that long", "Bearer " + std::string(5000, 'a'), std::nullopt}));

TEST(TokenSecret, IsUniqueAndChecked) {
  const std::string one = new_token_secret();
  EXPECT_EQ(one.size(), 39U);
  EXPECT_TRUE(one.starts_with("tl_"));
  EXPECT_NE(one, new_token_secret());
  EXPECT_TRUE(is_token_secret(one));
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::string changed = one;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(is_token_secret(changed)) << "a changed character at " << i;
  }
  EXPECT_FALSE(is_token_secret(""));
}

TEST(TokenSecret, HashIsSha256) { EXPECT_EQ(token_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); }

}  // namespace
}  // namespace testledger
