// Who logs in, with what, and the codes that are good for one thing once.
#include "accounts/sessions.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "accounts/one_time_codes.hpp"
#include "accounts/secret.hpp"
#include "accounts/testing/at_once.hpp"

namespace testledger {
namespace {

using namespace std::chrono_literals;

constexpr Timestamp login_time{1'700'000'000s};
constexpr PasswordCost low_cost{.memory = 64 * 1024, .passes = 1};
const Error broken_store{ErrorCode::storage_failed, "broken", {}, {}};

/// Keeps one user, one session and one code. Answers `answers_left` questions, then it is broken.
class SmallAccounts : public AccountStore, public SessionStore, public CodeStore {
 public:
  User user{.id = UserId{7}, .name = "robin"};
  std::string password_hash;
  std::optional<Session> session;
  std::vector<OneTimeCode> codes;
  int answers_left = INT_MAX;

  Result<std::optional<UserWithPassword>> find_password(std::string_view name) override {
    return answer(name == user.name ? std::optional(UserWithPassword{user, password_hash}) : std::nullopt);
  }
  Result<void> rehash_password(UserId, std::string_view hash) override {
    if (answers_left-- <= 0) return broken_store;
    password_hash = hash;
    return {};
  }
  Result<Session> create_session(const Session& made, const AuditEntry&) override {
    session = made;
    session->id = SessionId{3};
    return answer(*session);
  }
  Result<std::optional<SessionOwner>> find_session(std::string_view) override {
    return answer(session ? std::optional(SessionOwner{*session, user, {{ProjectId{1}, Role::viewer}}}) : std::nullopt);
  }
  Result<OneTimeCode> create_code(const OneTimeCode& code, const AuditEntry&) override {
    codes.push_back(code);
    return answer(code);
  }

  Result<User> create_user(const NewUser&, const AuditEntry&) override { return user; }
  Result<std::optional<User>> find_user(std::string_view) override { return std::optional(user); }
  Result<std::vector<User>> users() override { return std::vector{user}; }
  Result<User> change_user(const UserChange&, const AuditEntry&) override { return user; }
  Result<std::vector<Member>> members(ProjectId) override { return std::vector<Member>(); }
  Result<Memberships> memberships(UserId) override { return Memberships(); }
  Result<void> put_member(ProjectId, UserId, Role, const AuditEntry&) override { return {}; }
  Result<void> remove_member(ProjectId, UserId, const AuditEntry&) override { return {}; }
  Result<std::vector<Session>> sessions(UserId, Timestamp) override { return std::vector<Session>(); }
  Result<void> end_session(UserId, SessionId, const AuditEntry&) override { return {}; }
  Result<std::vector<OneTimeCode>> invitations(std::optional<ProjectId>, Timestamp) override { return codes; }
  Result<void> withdraw_invitation(std::optional<ProjectId>, CodeId, const AuditEntry&) override { return {}; }
  Result<bool> needs_setup() override { return false; }
  Result<User> redeem(const Redemption&, const AuditEntry&) override { return user; }

 private:
  template <class T>
  Result<T> answer(T value) {
    if (answers_left-- <= 0) return broken_store;
    return value;
  }
};

class CheckLogin : public testing::Test {
 protected:
  SmallAccounts accounts;
  PasswordHashing passwords{low_cost};
  CheckLogin() { accounts.password_hash = *passwords.hash("a long sentence"); }
};

TEST_F(CheckLogin, KnowsWhoHasThePassword) {
  const std::string hash = accounts.password_hash;
  EXPECT_EQ(check_login("robin", "a long sentence", accounts, passwords)->id, UserId{7});
  EXPECT_EQ(accounts.password_hash, hash) << "it cost enough";
}

TEST_F(CheckLogin, SaysTheSameWhateverIsWrong) {
  const auto said = [this](std::string_view name, std::string_view password) {
    const auto user = check_login(name, password, accounts, passwords);
    return user ? "nothing is wrong" : user.error().message;
  };
  const std::string wrong = "The user name or the password is wrong.";
  EXPECT_EQ(said("robin", "a short sentence"), wrong);
  EXPECT_EQ(said("nobody", "a long sentence"), wrong);
  accounts.user.deactivated = login_time;
  EXPECT_EQ(said("robin", "a long sentence"), wrong);
  accounts.user.deactivated.reset();
  EXPECT_EQ(said("robin", "a long sentence"), "nothing is wrong");
  accounts.password_hash.clear();
  EXPECT_EQ(said("robin", ""), wrong) << "whoever has no password cannot log in with none";
}

TEST_F(CheckLogin, MakesAPasswordCostWhatItShouldToday) {
  PasswordHashing todays{{.memory = 64 * 1024, .passes = 2}};
  EXPECT_FALSE(check_login("robin", "a short sentence", accounts, todays));
  EXPECT_TRUE(todays.is_outdated(accounts.password_hash)) << "a wrong password is not kept";
  EXPECT_TRUE(check_login("robin", "a long sentence", accounts, todays));
  EXPECT_FALSE(todays.is_outdated(accounts.password_hash));
  EXPECT_TRUE(check_login("robin", "a long sentence", accounts, todays));
}

TEST_F(CheckLogin, FailsWhereTheStoreDoes) {
  PasswordHashing todays{{.memory = 64 * 1024, .passes = 2}};
  for (const int answers : {0, 1}) {
    accounts.answers_left = answers;
    EXPECT_EQ(check_login("robin", "a long sentence", accounts, todays).error().code, ErrorCode::storage_failed) << answers;
  }
}

TEST_F(CheckLogin, AsksForPatienceWhereMemoryIsShort) {
  PasswordHashing too_costly{{.memory = SIZE_MAX, .passes = 2}};
  EXPECT_EQ(too_costly.hash("a long sentence").error().code, ErrorCode::unavailable);
  EXPECT_EQ(check_login("robin", "a long sentence", accounts, too_costly).error().code, ErrorCode::unavailable);
  EXPECT_FALSE(*too_costly.verify("", std::nullopt)) << "nobody's password is none";
}

TEST_F(CheckLogin, OfManyAtOnceMostAreTurnedAwayUnheard) {
  PasswordHashing slow;
  std::atomic<int> heard = 0, turned_away = 0;
  at_once(40, [&] {
    const auto user = check_login("nobody", "a long sentence", accounts, slow);
    ++(user.error().code == ErrorCode::unavailable ? turned_away : heard);
  });
  EXPECT_EQ(heard + turned_away, 40);
  EXPECT_GT(heard, 0);
  EXPECT_GT(turned_away, 0);
}

TEST(Sessions, TellOfWhoOpenedThem) {
  SmallAccounts accounts;
  AuditEntry audit = by_the_program("session.create", login_time);
  audit.remote = "10.0.0.1";
  const auto opened = open_session(accounts.user, std::string(300, 'x'), accounts, audit);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->session.client.size(), session_client_max);
  EXPECT_EQ(opened->session.remote, "10.0.0.1");
  EXPECT_EQ(opened->session.hash, secret_hash(opened->secret)) << "the secret is not stored";
  const auto who = authenticate_session(opened->secret, accounts, login_time);
  ASSERT_TRUE(who);
  EXPECT_EQ(who->user, UserId{7});
  EXPECT_EQ(who->session, SessionId{3});
  EXPECT_FALSE(who->token);
  EXPECT_TRUE(who->may(Right::read, ProjectId{1}));
  EXPECT_FALSE(who->may(Right::edit, ProjectId{1}));
  accounts.answers_left = 0;
  EXPECT_EQ(open_session(accounts.user, "x", accounts, audit).error().code, ErrorCode::storage_failed);
  EXPECT_EQ(authenticate_session(opened->secret, accounts, login_time).error().code, ErrorCode::storage_failed);
}

struct SessionRow {
  const char* reason;
  std::function<void(SmallAccounts&)> change;
  std::chrono::milliseconds later{0};
};

const SessionRow session_rows[] = {
    {"", [](SmallAccounts&) {}, session_idle_max - 1ms},
    {"expired session", [](SmallAccounts&) {}, session_idle_max},
    {"", [](SmallAccounts& accounts) { accounts.session->last_used += session_life_max - 1h; }, session_life_max - 1ms},
    {"expired session", [](SmallAccounts& accounts) { accounts.session->last_used += session_life_max - 1h; }, session_life_max},
    {"unknown session", [](SmallAccounts& accounts) { accounts.session.reset(); }},
    {"unknown session", [](SmallAccounts& accounts) { accounts.session->hash = secret_hash("another"); }},
    {"session of a deactivated user", [](SmallAccounts& accounts) { accounts.user.deactivated = login_time; }},
};

TEST(Sessions, EndWithTimeAndWithTheirUser) {
  for (const SessionRow& row : session_rows) {
    SmallAccounts accounts;
    const auto opened = open_session(accounts.user, "x", accounts, by_the_program("session.create", login_time));
    row.change(accounts);
    const auto who = authenticate_session(opened->secret, accounts, login_time + row.later);
    EXPECT_EQ(who ? "" : who.error().detail, row.reason);
    if (!who) {
      EXPECT_EQ(who.error().message, authenticate_session("ts_nonsense", accounts, login_time).error().message);
    }
  }
}

TEST(Sessions, AreAskedForByWellFormedSecretsOnly) {
  SmallAccounts accounts;
  accounts.answers_left = 0;
  EXPECT_EQ(authenticate_session(new_secret(SecretKind::token), accounts, login_time).error().detail, "not a session");
}

TEST(OneTimeCodes, AreGoodForATimeThatDependsOnWhatFor) {
  using enum OneTimeCode::Kind;
  for (const auto& [kind, life] :
       {std::pair(setup, setup_life), std::pair(invitation, invitation_life), std::pair(password_reset, password_reset_life)}) {
    SmallAccounts accounts;
    const auto made = create_code({.kind = kind}, accounts, by_the_program("code.create", login_time));
    ASSERT_TRUE(made);
    EXPECT_EQ(made->code.expires, login_time + life);
    EXPECT_EQ(made->code.hash, *code_hash(made->secret)) << "the secret is not stored";
    EXPECT_EQ(made->code.created_by_name, "testledger");
  }
  EXPECT_GT(invitation_life, password_reset_life) << "who is invited may be on holiday";
}

TEST(OneTimeCodes, AreRefused) {
  SmallAccounts accounts;
  accounts.answers_left = 0;
  EXPECT_EQ(create_code({}, accounts, by_the_program("code.create", login_time)).error().code, ErrorCode::storage_failed);
  for (const std::string& secret : {std::string(), std::string("tc_"), new_secret(SecretKind::token)})
    EXPECT_EQ(code_hash(secret).error().code, ErrorCode::not_found) << secret;
}

}  // namespace
}  // namespace testledger
