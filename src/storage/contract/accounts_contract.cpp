#include "storage/audit_chain.hpp"
#include "storage/contract/store_contract.hpp"

namespace testledger {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

using namespace std::chrono_literals;

constexpr Timestamp some_time{std::chrono::milliseconds(1'800'000'000'123)};

AuditEntry done_by(std::string action, Timestamp when = some_time) {
  return {.when = when, .user = {7}, .user_name = "kim", .token = {3}, .remote = "10.0.0.1", .action = std::move(action)};
}

Token token_of(UserId user, char digit) {
  return {.user = user,
          .label = "ci",
          .hash = std::string(64, digit),
          .last_four = "x9Qz",
          .created = some_time,
          .expires = some_time + std::chrono::hours(100)};
}

}  // namespace

OneTimeCode AccountContract::code(OneTimeCode wanted) {
  wanted.hash = std::string(60, '0') + std::to_string(++codes_ + 1000);
  wanted.created = some_time;
  wanted.expires = some_time + 24h;
  return must(store->create_code(wanted, done_by("code.create")));
}

TEST_P(AccountContract, UsersHaveNamesOfTheirOwnInAnyLetterCase) {
  const User ann = must(store->create_user("Ann", true));
  EXPECT_TRUE(ann.id);
  EXPECT_ERROR(store->create_user("aNN", false), conflict);
  EXPECT_EQ(must(store->find_user("ann")), ann);
  EXPECT_FALSE(must(store->find_user("nobody")));
  user("Bob");
  reopen();
  EXPECT_EQ(must(store->find_user("ann")), ann);
  EXPECT_THAT(must(store->users()), SizeIs(2));
}

TEST_P(AccountContract, PasswordsAreFoundByName) {
  user("ann");
  must(store->create_user(NewUser{.name = "bob", .password_hash = "h1"}, done_by("user.create")));
  EXPECT_FALSE(must(store->find_password("nobody")));
  EXPECT_EQ(must(store->find_password("ann"))->password_hash, "");
  EXPECT_EQ(must(store->find_password("BOB"))->password_hash, "h1");
  EXPECT_TRUE(must(store->find_user("bob"))->has_password);
  const std::int64_t entries = must(store->audit_head()).number;
  must(store->rehash_password(must(store->find_user("bob"))->id, "h2"));
  EXPECT_EQ(must(store->find_password("bob"))->password_hash, "h2");
  EXPECT_EQ(must(store->audit_head()).number, entries);
}

TEST_P(AccountContract, ThereIsAlwaysAnActiveAdministrator) {
  const User root = must(store->create_user("root", true));
  const User ann = user("ann");
  EXPECT_ERROR(store->change_user({.user = root.id, .administrator = false}, done_by("user.change")), conflict);
  EXPECT_ERROR(store->change_user({.user = root.id, .activity = AccountStore::Activity::deactivated}, done_by("user.change")), conflict);
  EXPECT_EQ(must(store->find_user("root")), root) << "nothing of it stays";
  EXPECT_TRUE(must(store->change_user({.user = ann.id, .administrator = true}, done_by("user.change"))).administrator);
  const User away = must(store->change_user({.user = root.id, .activity = AccountStore::Activity::deactivated}, done_by("user.change")));
  EXPECT_EQ(away.deactivated, some_time);
  EXPECT_EQ(newest().entry.before, "active, administrator");
  EXPECT_EQ(newest().entry.after, "deactivated, administrator");
  EXPECT_FALSE(must(store->change_user({.user = root.id, .activity = AccountStore::Activity::active}, done_by("user.change"))).deactivated);
  EXPECT_ERROR(store->change_user({.user = {99}, .administrator = true}, done_by("user.change")), not_found);
}

TEST_P(AccountContract, MembersHaveARoleInEachProject) {
  const Project other = must(store->create_project("BB", "Other"));
  const User ann = user("ann");
  const User bob = user("bob");
  must(store->put_member(project.id, ann.id, Role::viewer, done_by("member.add")));
  must(store->put_member(project.id, bob.id, Role::tester, done_by("member.add")));
  must(store->put_member(other.id, ann.id, Role::admin, done_by("member.add")));
  EXPECT_EQ(must(store->memberships(ann.id)), (Memberships{{project.id, Role::viewer}, {other.id, Role::admin}}));
  must(store->put_member(project.id, ann.id, Role::tester, done_by("member.change")));
  EXPECT_EQ(newest().entry.before, "viewer");
  EXPECT_EQ(newest().entry.after, "tester");
  const auto members = must(store->members(project.id));
  ASSERT_THAT(members, SizeIs(2));
  EXPECT_EQ(members[0].user, ann);
  EXPECT_EQ(members[0].role, Role::tester);
  must(store->remove_member(project.id, ann.id, done_by("member.remove")));
  EXPECT_ERROR(store->remove_member(project.id, ann.id, done_by("member.remove")), not_found);
  EXPECT_ERROR(store->put_member(project.id, {99}, Role::viewer, done_by("member.add")), not_found);
  EXPECT_EQ(must(store->memberships(ann.id)), (Memberships{{other.id, Role::admin}}));
}

TEST_P(AccountContract, TokensAreFoundByTheirHashAlsoWhenRevoked) {
  const User ann = user("ann");
  must(store->put_member(project.id, ann.id, Role::tester, done_by("member.add")));
  Token wanted = token_of(ann.id, 'b');
  wanted.scopes = {Right::read, Right::report};
  wanted.projects = std::vector{project.id};
  const Token token = must(store->create_token(wanted, done_by("token.create")));
  EXPECT_TRUE(token.id);
  const auto found = must(store->find_token(token.hash));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->user, ann);
  EXPECT_EQ(found->roles, (Memberships{{project.id, Role::tester}}));
  EXPECT_EQ(found->token.label, "ci");
  EXPECT_EQ(found->token.last_four, "x9Qz");
  EXPECT_EQ(found->token.created, some_time);
  EXPECT_EQ(found->token.expires, some_time + 100h);
  EXPECT_EQ(found->token.scopes, wanted.scopes);
  EXPECT_EQ(found->token.projects, wanted.projects);
  EXPECT_FALSE(found->token.revoked);
  EXPECT_FALSE(found->token.last_used);

  must(store->revoke_token(token.id, done_by("token.revoke")));
  const std::int64_t entries = must(store->audit_head()).number;
  must(store->revoke_token(token.id, done_by("token.revoke", some_time + 2h)));
  EXPECT_EQ(must(store->find_token(token.hash))->token.revoked, some_time) << "the first revocation counts";
  EXPECT_EQ(must(store->audit_head()).number, entries);
  EXPECT_ERROR(store->revoke_token({999}, done_by("token.revoke")), not_found);
  EXPECT_FALSE(must(store->find_token(std::string(64, 'c'))));
}

TEST_P(AccountContract, TokensAreListedByOwnerAndByProject) {
  const User ann = user("ann");
  const User bob = user("bob");
  Token limited = token_of(bob.id, '2');
  limited.projects = std::vector{project.id};
  must(store->create_token(token_of(ann.id, '1'), done_by("token.create")));
  must(store->create_token(limited, done_by("token.create")));
  EXPECT_THAT(must(store->tokens({})), SizeIs(2));
  EXPECT_EQ(must(store->tokens({.user = ann.id})).at(0).token.hash, std::string(64, '1'));
  const auto of_project = must(store->tokens({.project = project.id}));
  ASSERT_THAT(of_project, SizeIs(1));
  EXPECT_EQ(of_project[0].user, bob);
  EXPECT_EQ(of_project[0].token.projects, limited.projects);
}

TEST_P(AccountContract, AReplacedTokenGoesOnForADay) {
  const User ann = user("ann");
  const Token old = must(store->create_token(token_of(ann.id, '1'), done_by("token.create")));
  Token next = token_of(ann.id, '2');
  next.created = some_time + 1h;
  next.replaces = old.id;
  must(store->create_token(next, done_by("token.rotate")));
  EXPECT_EQ(must(store->find_token(old.hash))->token.expires, some_time + 25h);
  EXPECT_EQ(must(store->find_token(next.hash))->token.replaces, old.id);
  next.created = some_time + 50h;
  next.hash = std::string(64, '3');
  must(store->create_token(next, done_by("token.rotate")));
  EXPECT_EQ(must(store->find_token(old.hash))->token.expires, some_time + 25h) << "never longer than before";
}

TEST_P(AccountContract, TheFirstUseOfATokenIsAnEntry) {
  const User ann = user("ann");
  const Token token = must(store->create_token(token_of(ann.id, '1'), done_by("token.create")));
  must(store->note_uses({{token.id, some_time, "10.0.0.9"}}, {}));
  EXPECT_EQ(newest().entry.action, "token.first_use");
  EXPECT_EQ(newest().entry.remote, "10.0.0.9");
  EXPECT_EQ(newest().entry.user_name, "ann");
  const std::int64_t entries = must(store->audit_head()).number;
  must(store->note_uses({{token.id, some_time + 2min, "10.0.0.9"}}, {}));
  must(store->note_uses({{token.id, some_time + 1min, "10.0.0.9"}, {{999}, some_time, "10.0.0.9"}}, {}));
  EXPECT_EQ(must(store->find_token(token.hash))->token.last_used, some_time + 2min);
  EXPECT_EQ(must(store->audit_head()).number, entries);
}

TEST_P(AccountContract, SessionsEndWithAPasswordAndADeactivation) {
  must(store->create_user("root", true));
  const User ann = user("ann");
  must(store->put_member(project.id, ann.id, Role::viewer, done_by("member.add")));
  const auto open = [&](char digit) {
    return must(store->create_session({.user = ann.id,
                                       .hash = std::string(64, digit),
                                       .remote = "10.0.0.1",
                                       .client = "curl",
                                       .created = some_time,
                                       .last_used = some_time,
                                       .expires = some_time + 24h},
                                      done_by("login")));
  };
  const Session first = open('1');
  const Session second = open('2');
  const auto found = must(store->find_session(first.hash));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->user, ann);
  EXPECT_EQ(found->roles, (Memberships{{project.id, Role::viewer}}));
  EXPECT_EQ(found->session.client, "curl");
  must(store->note_uses({}, {{first.id, some_time + 1h}}));
  EXPECT_EQ(must(store->find_session(first.hash))->session.last_used, some_time + 1h);
  EXPECT_THAT(must(store->sessions(ann.id, some_time)), SizeIs(2));
  EXPECT_THAT(must(store->sessions(ann.id, some_time + 24h)), IsEmpty());

  EXPECT_ERROR(store->end_session({99}, second.id, done_by("session.end")), not_found);
  must(store->end_session(ann.id, second.id, done_by("session.end")));
  EXPECT_FALSE(must(store->find_session(second.hash)));
  EXPECT_NE(open('3').id, second.id) << "a number is never given twice";

  must(store->change_user({.user = ann.id, .password_hash = "h"}, done_by("password.change")));
  EXPECT_THAT(must(store->sessions(ann.id, some_time)), IsEmpty());
  open('4');
  must(store->change_user({.user = ann.id, .activity = AccountStore::Activity::deactivated}, done_by("user.change")));
  EXPECT_THAT(must(store->sessions(ann.id, some_time)), IsEmpty());
}

TEST_P(AccountContract, APersonHasSoManySessionsAndNoMore) {
  const User ann = user("ann");
  for (int i = 0; i < SessionStore::sessions_per_user_max + 3; ++i)
    must(store->create_session({.user = ann.id,
                                .hash = "hash " + std::to_string(i),
                                .created = some_time + i * 1s,
                                .last_used = some_time + i * 1s,
                                .expires = some_time + 24h},
                               done_by("login")));
  EXPECT_THAT(must(store->sessions(ann.id, some_time)), SizeIs(SessionStore::sessions_per_user_max));
  EXPECT_FALSE(must(store->find_session("hash 2")));
  EXPECT_TRUE(must(store->find_session("hash 3")));
}

TEST_P(AccountContract, ASetupCodeGivesTheFirstAdministratorAPasswordOnce) {
  EXPECT_TRUE(must(store->needs_setup()));
  const User root = must(store->create_user("root", true));
  user("ann");
  EXPECT_TRUE(must(store->needs_setup()));
  const OneTimeCode made = code({.kind = OneTimeCode::Kind::setup});
  const OneTimeCode second = code({.kind = OneTimeCode::Kind::setup});
  const auto redeem = [&](const OneTimeCode& with, const std::string& name, Timestamp when = some_time) {
    return store->redeem({.kind = OneTimeCode::Kind::setup, .hash = with.hash, .name = name, .password_hash = "h"}, done_by("setup", when));
  };
  EXPECT_ERROR(redeem(made, "ann"), conflict);
  EXPECT_ERROR(redeem(made, "root", some_time + 24h), not_found);
  EXPECT_ERROR(store->redeem({.kind = OneTimeCode::Kind::invitation, .hash = made.hash, .name = "x"}, done_by("setup")), not_found);
  EXPECT_EQ(must(redeem(made, "root")).id, root.id);
  EXPECT_TRUE(must(store->find_user("root"))->has_password);
  EXPECT_FALSE(must(store->needs_setup()));
  EXPECT_ERROR(redeem(made, "root"), not_found);
  EXPECT_ERROR(redeem(second, "eve"), not_found);  // it ends all setup codes
}

TEST_P(AccountContract, ASetupCodeMakesAnAdministrator) {
  const User made = must(store->redeem(
      {.kind = OneTimeCode::Kind::setup, .hash = code({.kind = OneTimeCode::Kind::setup}).hash, .name = "root", .password_hash = "h"},
      done_by("setup")));
  EXPECT_TRUE(made.administrator);
  EXPECT_EQ(made.name, "root");
}

TEST_P(AccountContract, AnInvitationMakesAMemberOnce) {
  const OneTimeCode made = code({.note = "for Eve", .project = project.id, .role = Role::tester});
  ASSERT_THAT(must(store->invitations(project.id, some_time)), SizeIs(1));
  EXPECT_EQ(must(store->invitations(project.id, some_time)).at(0).note, "for Eve");
  EXPECT_THAT(must(store->invitations(std::nullopt, some_time)), IsEmpty());
  EXPECT_THAT(must(store->invitations(project.id, some_time + 24h)), IsEmpty());
  const CodeStore::Redemption redemption{.hash = made.hash, .name = "eve", .password_hash = "h"};
  const User eve = must(store->redeem(redemption, done_by("user.create")));
  EXPECT_FALSE(eve.administrator);
  EXPECT_EQ(must(store->memberships(eve.id)), (Memberships{{project.id, Role::tester}}));
  EXPECT_ERROR(store->redeem(redemption, done_by("user.create")), not_found);
}

TEST_P(AccountContract, WhoIsKnownJoinsByAnInvitationAndLosesNothing) {
  const User ann = user("ann");
  const auto accept = [&](Role role) {
    const OneTimeCode made = code({.project = project.id, .role = role});
    must(store->redeem({.hash = made.hash, .user = ann.id}, done_by("member.join")));
    return must(store->memberships(ann.id)).at(project.id);
  };
  EXPECT_EQ(accept(Role::tester), Role::tester);
  EXPECT_EQ(accept(Role::viewer), Role::tester);
  EXPECT_EQ(accept(Role::admin), Role::admin);
  const OneTimeCode of_server = code({.administrator = true});
  EXPECT_TRUE(must(store->redeem({.hash = of_server.hash, .user = ann.id}, done_by("member.join"))).administrator);
}

TEST_P(AccountContract, AnInvitationIsWithdrawnWhereItLeads) {
  const Project other = must(store->create_project("BB", "Other"));
  const OneTimeCode made = code({.project = project.id});
  EXPECT_ERROR(store->withdraw_invitation(other.id, made.id, done_by("invitation.withdraw")), not_found);
  EXPECT_ERROR(store->withdraw_invitation(std::nullopt, made.id, done_by("invitation.withdraw")), not_found);
  must(store->withdraw_invitation(project.id, made.id, done_by("invitation.withdraw")));
  EXPECT_ERROR(store->redeem({.hash = made.hash, .name = "eve"}, done_by("user.create")), not_found);
}

TEST_P(AccountContract, AResetCodeSetsThePasswordAndEndsTheOthers) {
  const User ann = user("ann");
  const OneTimeCode first = code({.kind = OneTimeCode::Kind::password_reset, .user = ann.id});
  const OneTimeCode second = code({.kind = OneTimeCode::Kind::password_reset, .user = ann.id});
  const auto redeem = [&](const OneTimeCode& with) {
    return store->redeem({.kind = OneTimeCode::Kind::password_reset, .hash = with.hash, .password_hash = "h"}, done_by("password.reset"));
  };
  EXPECT_EQ(must(redeem(second)).id, ann.id);
  EXPECT_EQ(must(store->find_password("ann"))->password_hash, "h");
  EXPECT_ERROR(redeem(first), not_found);
}

TEST_P(AccountContract, AForeignIdentityIsOneUserWhateverItsName) {
  user("ann");
  const ForeignIdentity identity{"https://id.example.org", "s1"};
  EXPECT_FALSE(must(store->find_identity(identity)));
  const User made = must(store->user_of_identity(identity, "Ann", done_by("user.create")));
  EXPECT_EQ(made.name, "Ann 2") << "a name proves nothing";
  EXPECT_THAT(must(store->memberships(made.id)), IsEmpty());
  const AuditHead head = must(store->audit_head());
  EXPECT_EQ(must(store->user_of_identity(identity, "Other", done_by("user.create"))), made);
  EXPECT_EQ(must(store->audit_head()), head) << "nothing was made";
  EXPECT_EQ(must(store->find_identity(identity)), made);
  EXPECT_NE(must(store->user_of_identity({"https://other.example.org", "s1"}, "Ann", done_by("user.create"))).id, made.id);
  EXPECT_NE(must(store->user_of_identity({"https://id.example.org", "S1"}, "Ann", done_by("user.create"))).id, made.id);
}

TEST_P(AccountContract, AForeignIdentityIsLinkedToOneUserAlone) {
  const User ann = user("ann");
  const User bob = user("bob");
  const ForeignIdentity identity{"https://id.example.org", "s1"};
  must(store->link_identity(identity, ann.id, done_by("identity.link")));
  EXPECT_EQ(must(store->find_identity(identity)), ann);
  EXPECT_EQ(must(store->user_of_identity(identity, "Other", done_by("user.create"))), ann);
  EXPECT_EQ(must(store->audit({.start = 0, .size = 1})).items.at(0).entry.object, "user " + std::to_string(ann.id.value) + " ann");
  const AuditHead head = must(store->audit_head());
  must(store->link_identity(identity, ann.id, done_by("identity.link")));
  EXPECT_ERROR(store->link_identity(identity, bob.id, done_by("identity.link")), conflict);
  EXPECT_ERROR(store->link_identity({"https://id.example.org", "s2"}, UserId{987}, done_by("identity.link")), not_found);
  EXPECT_EQ(must(store->audit_head()), head);
  must(store->link_identity({"https://id.example.org", "s2"}, ann.id, done_by("identity.link")));
  reopen();
  EXPECT_EQ(must(store->find_identity({"https://id.example.org", "s2"})), ann);
}

TEST_P(AccountContract, AForeignIdentityIsUnlinkedFromWhoHasAPasswordAndTheirOtherSessionsEnd) {
  const std::string issuer = "https://id.example.org";
  const User ann = must(store->create_user(NewUser{.name = "ann", .password_hash = "h"}, done_by("user.create")));
  const User bob = must(store->create_user(NewUser{.name = "bob", .password_hash = "h"}, done_by("user.create")));
  for (const auto& [subject, user] : {std::pair("s1", ann), {"s2", ann}, {"s3", bob}})
    must(store->link_identity({issuer, subject}, user.id, done_by("identity.link")));
  must(store->link_identity({"https://other.example.org", "s1"}, ann.id, done_by("identity.link")));
  const auto session_of = [&](const User& user, char digit) {
    return must(store->create_session(
        {.user = user.id, .hash = std::string(64, digit), .created = some_time, .last_used = some_time, .expires = some_time + 1h},
        done_by("login")));
  };
  const Session kept = session_of(ann, '1');
  session_of(ann, '2');
  session_of(bob, '3');

  must(store->unlink_identities(issuer, ann.id, kept.id, done_by("identity.unlink")));
  EXPECT_EQ(newest().entry.object, "user " + std::to_string(ann.id.value) + " ann");
  EXPECT_EQ(newest().entry.before, "at " + issuer);
  for (const char* subject : {"s1", "s2"}) EXPECT_FALSE(must(store->find_identity({issuer, subject})));
  EXPECT_FALSE(must(store->is_linked(issuer, ann.id)));
  EXPECT_TRUE(must(store->is_linked(issuer, bob.id)));
  EXPECT_TRUE(must(store->is_linked("https://other.example.org", ann.id)));
  EXPECT_THAT(must(store->sessions(ann.id, some_time)), ElementsAre(testing::Field(&Session::id, kept.id)));
  EXPECT_THAT(must(store->sessions(bob.id, some_time)), SizeIs(1));
  EXPECT_ERROR(store->unlink_identities(issuer, ann.id, kept.id, done_by("identity.unlink")), not_found);
}

TEST_P(AccountContract, NobodyWithoutAPasswordIsLockedOutByUnlinking) {
  const ForeignIdentity identity{"https://id.example.org", "s1"};
  const User ann = must(store->user_of_identity(identity, "ann", done_by("user.create")));
  const AuditHead head = must(store->audit_head());
  EXPECT_ERROR(store->unlink_identities(identity.issuer, ann.id, {}, done_by("identity.unlink")), conflict);
  EXPECT_ERROR(store->unlink_identities(identity.issuer, UserId{987}, {}, done_by("identity.unlink")), not_found);
  EXPECT_EQ(must(store->find_identity(identity)), ann) << "nothing of it stays";
  EXPECT_EQ(must(store->audit_head()), head);
}

TEST_P(AccountContract, TheAuditLogIsAChain) {
  const AuditHead before = must(store->audit_head());
  AuditEntry entry = done_by("settings.change");
  entry.project = "AT";
  entry.object = std::string(600, 'o');
  entry.before = "a";
  entry.after = "b";
  must(store->append_audit({entry, done_by("export")}));
  const auto records = must(store->audit_after(before.number, 10));
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_EQ(records[0].entry, cut(entry));
  EXPECT_EQ(records[0].entry.object.size(), audit_text_max);
  EXPECT_EQ(records[0].number, before.number + 1);
  EXPECT_EQ(records[0].hash, chained_hash(before.hash, records[0]));
  EXPECT_EQ(records[1].hash, chained_hash(records[0].hash, records[1]));
  EXPECT_EQ(must(store->audit_head()), (AuditHead{records[1].number, records[1].hash}));
  EXPECT_EQ(must(store->audit({.start = 0, .size = 1})).items.at(0), records[1]);
  EXPECT_FALSE(must(store->audit({.start = 0, .size = 1})).is_last);
  reopen();
  EXPECT_EQ(must(store->audit_after(before.number, 10)), records);
}

TEST_P(AccountContract, AChangeThatFailsIsNoEntry) {
  user("ann");
  const AuditHead head = must(store->audit_head());
  EXPECT_ERROR(store->create_user("ann", false), conflict);
  EXPECT_ERROR(store->revoke_token({99}, done_by("token.revoke")), not_found);
  EXPECT_EQ(must(store->audit_head()), head);
}

}  // namespace testledger
