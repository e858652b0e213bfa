#include "accounts/accounts.hpp"

#include <gtest/gtest.h>

#include "accounts/authorization.hpp"
#include "accounts/secret.hpp"

namespace testledger {
namespace {

constexpr Timestamp now{std::chrono::milliseconds(1'700'000'000'000)};

/// Keeps one user's tokens and counts how often it was asked.
class FewTokens : public TokenStore {
 public:
  User user{.id = UserId{7}, .name = "robin", .administrator = true};
  Memberships roles;
  std::vector<Token> kept;
  int asked = 0;
  int answers_left = INT_MAX;  ///< then it is broken
  bool finds_anything = false;

  Result<Token> create_token(const Token& token, const AuditEntry&) override {
    if (answers_left-- <= 0) return broken;
    kept.push_back(token);
    kept.back().id = TokenId{static_cast<std::int64_t>(kept.size())};
    return kept.back();
  }
  Result<std::optional<TokenOwner>> find_token(std::string_view hash) override {
    ++asked;
    if (answers_left-- <= 0) return broken;
    for (const Token& token : kept)
      if (token.hash == hash || finds_anything) return std::optional(TokenOwner{token, user, roles});
    return std::optional<TokenOwner>();
  }
  Result<std::vector<TokenOwner>> tokens(const TokenQuery&) override {
    if (answers_left-- <= 0) return broken;
    std::vector<TokenOwner> all;
    for (const Token& token : kept) all.push_back({token, user, {}});
    return all;
  }
  Result<void> revoke_token(TokenId, const AuditEntry&) override { return {}; }
  Result<void> note_uses(const std::vector<TokenUse>&, const std::vector<SessionUse>&) override { return {}; }

 private:
  const Error broken{ErrorCode::storage_failed, "broken", {}, {}};
};

class Authentication : public testing::Test {
 protected:
  FewTokens accounts;
  std::string secret = testledger::create_token({UserId{7}, "ci", std::chrono::days(1)}, accounts, now)->secret;
};

TEST_F(Authentication, KnowsTheOwnerOfAToken) {
  const auto who = authenticate("AioAuth " + secret, accounts, now);
  ASSERT_TRUE(who) << who.error().detail;
  EXPECT_EQ(who->name, "robin");
  EXPECT_TRUE(who->may(Right::read, ProjectId{1}));
}

TEST_F(Authentication, StoresNoSecret) {
  EXPECT_EQ(accounts.kept[0].hash, secret_hash(secret));
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
  const auto unknown = authenticate("Bearer " + new_secret(SecretKind::token), accounts, now);
  const auto missing = authenticate("", accounts, now);
  EXPECT_EQ(unknown.error().message, missing.error().message);
}

TEST_F(Authentication, DoesNotTakeTheStoresWordForIt) {
  accounts.finds_anything = true;
  EXPECT_TRUE(authenticate("Bearer " + secret, accounts, now));
  EXPECT_FALSE(authenticate("Bearer " + new_secret(SecretKind::token), accounts, now)) << "the store may compare loosely";
}

TEST_F(Authentication, FailsWhereTheStoreDoes) {
  accounts.answers_left = 0;
  EXPECT_EQ(authenticate("Bearer " + secret, accounts, now).error().code, ErrorCode::storage_failed) << "it is no wrong token";
}

TEST_F(Authentication, ADeactivatedOwnersTokenDoesNothing) {
  accounts.user.deactivated = now;
  EXPECT_FALSE(authenticate("Bearer " + secret, accounts, now));
}

TEST_F(Authentication, ATokenMayWhatItsOwnerMayAtThatMomentAndOfThatWhatItsScopesLeave) {
  const ProjectId own{1}, other{2};
  accounts.user.administrator = false;
  accounts.roles = {{own, Role::tester}, {other, Role::admin}};
  const std::string narrow =
      testledger::create_token({.user = UserId{7}, .label = "ci", .scopes = {Right::report}, .projects = std::vector{own}}, accounts, now)
          ->secret;
  auto who = authenticate("Bearer " + narrow, accounts, now);
  EXPECT_EQ(who->rights_in(own), (Rights{Right::read, Right::report})) << "to read is in every scope";
  EXPECT_EQ(who->rights_in(other), Rights()) << "it is limited to projects";
  EXPECT_FALSE(who->is_whole());
  accounts.roles[own] = Role::viewer;
  EXPECT_EQ(authenticate("Bearer " + narrow, accounts, now)->rights_in(own), Rights{Right::read});
  accounts.roles.clear();
  EXPECT_EQ(authenticate("Bearer " + narrow, accounts, now)->rights_in(own), Rights());
  accounts.user.administrator = true;
  who = authenticate("Bearer " + narrow, accounts, now);
  EXPECT_EQ(who->rights_in(own), (Rights{Right::read, Right::report})) << "also an administrator's";
  EXPECT_FALSE(who->may_administer_server());
  EXPECT_TRUE(authenticate("Bearer " + secret, accounts, now)->may_administer_server());
}

TEST(Roles, HaveTheirRights) {
  EXPECT_EQ(rights_of(Role::viewer), Rights{Right::read});
  EXPECT_EQ(rights_of(Role::tester), (Rights{Right::read, Right::report, Right::edit}));
  EXPECT_EQ(rights_of(Role::admin), Rights::all());
  for (const Right right : rights) EXPECT_EQ(right_named(name_of(right)), right);
  for (const Role role : {Role::viewer, Role::tester, Role::admin}) EXPECT_EQ(role_named(name_of(role)), role);
  EXPECT_EQ(Rights::of_bits(0xff), Rights::all());
}

TEST(RotateToken, KeepsWhatItMayAndNamesTheOld) {
  FewTokens accounts;
  auto old = testledger::create_token({.user = UserId{7}, .label = "ci", .scopes = {Right::report}}, accounts, now)->token;
  const auto made = rotate_token(old, std::chrono::days(9), accounts, by_the_program("token.rotate", now));
  EXPECT_EQ(made->token.scopes, old.scopes);
  EXPECT_EQ(made->token.replaces, old.id);
  EXPECT_NE(made->token.hash, old.hash);
  old.revoked = now;
  EXPECT_EQ(rotate_token(old, std::chrono::days(9), accounts, by_the_program("token.rotate", now)).error().code, ErrorCode::conflict);
}

TEST(CreateToken, HasLimits) {
  FewTokens accounts;
  EXPECT_FALSE(create_token({.user = UserId{7}, .label = ""}, accounts, now));
  EXPECT_FALSE(create_token({.user = UserId{7}, .label = std::string(token_label_max + 1, 'a')}, accounts, now));
  EXPECT_FALSE(create_token({.user = UserId{7}, .label = "ci", .projects = std::vector<ProjectId>()}, accounts, now));
  for (std::size_t i = 0; i < tokens_per_user_max; ++i) EXPECT_TRUE(create_token({.user = UserId{7}, .label = "ci"}, accounts, now));
  EXPECT_EQ(create_token({.user = UserId{7}, .label = "ci"}, accounts, now).error().code, ErrorCode::conflict);
}

TEST(CreateToken, FailsWhereTheStoreDoes) {
  FewTokens accounts;
  for (const int answers : {0, 1}) {
    accounts.answers_left = answers;
    EXPECT_EQ(create_token({.user = UserId{7}, .label = "ci"}, accounts, now).error().code, ErrorCode::storage_failed) << answers;
  }
  EXPECT_TRUE(accounts.kept.empty());
}

TEST(CreateToken, LimitsItsProjects) {
  FewTokens accounts;
  std::vector<ProjectId> projects(token_projects_max, ProjectId{1});
  EXPECT_TRUE(create_token({.user = UserId{7}, .label = "ci", .projects = projects}, accounts, now));
  projects.push_back(ProjectId{2});
  EXPECT_FALSE(create_token({.user = UserId{7}, .label = "ci", .projects = projects}, accounts, now));
}

TEST(CreateToken, LimitsItsLife) {
  FewTokens accounts;
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

TEST(Secret, IsUniqueAndChecked) {
  const std::string one = new_secret(SecretKind::token);
  EXPECT_EQ(one.size(), 39U);
  EXPECT_TRUE(one.starts_with("tl_"));
  EXPECT_NE(one, new_secret(SecretKind::token));
  EXPECT_TRUE(is_secret(SecretKind::token, one));
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::string changed = one;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(is_secret(SecretKind::token, changed)) << "a changed character at " << i;
  }
  EXPECT_FALSE(is_secret(SecretKind::token, ""));
  EXPECT_FALSE(is_secret(SecretKind::session, one));
  EXPECT_FALSE(is_secret(SecretKind::token, one.substr(0, 20) + "-" + one.substr(21)));
}

TEST(Secret, HashesAreTheSameInAllTheirLength) {
  EXPECT_TRUE(same_hash("ab", "ab"));
  EXPECT_FALSE(same_hash("ab", "ac"));
  EXPECT_FALSE(same_hash("ab", "a"));
}

TEST(Secret, HashIsSha256) { EXPECT_EQ(secret_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); }

}  // namespace
}  // namespace testledger
