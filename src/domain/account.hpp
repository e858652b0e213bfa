#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.hpp"
#include "domain/project.hpp"

namespace testledger {

using SessionId = Id<struct SessionTag>;
using CodeId = Id<struct CodeTag>;

/// What somebody may do in a project. Reporting is imports, cycles and runs; editing is cases, their folders and tags;
/// administering is configuration, members and tokens.
enum class Right : std::uint8_t { read, report, edit, administer };
inline constexpr std::array rights = {Right::read, Right::report, Right::edit, Right::administer};

/// Some of the rights.
class Rights {
 public:
  constexpr Rights() = default;
  constexpr Rights(std::initializer_list<Right> some) {
    for (const Right right : some) bits_ |= bit(right);
  }
  static constexpr Rights all() { return {Right::read, Right::report, Right::edit, Right::administer}; }
  /// As they are stored; what no right has is left out.
  static constexpr Rights of_bits(std::int64_t bits) {
    Rights some;
    some.bits_ = static_cast<std::uint8_t>(bits & all().bits_);
    return some;
  }
  constexpr std::int64_t bits() const { return bits_; }
  constexpr bool has(Right right) const { return (bits_ & bit(right)) != 0; }
  constexpr bool include(Rights others) const { return (others.bits_ & ~bits_) == 0; }
  constexpr Rights both(Rights others) const { return of_bits(bits_ & others.bits_); }
  constexpr bool operator==(const Rights&) const = default;

 private:
  static constexpr std::uint8_t bit(Right right) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(right)); }
  std::uint8_t bits_ = 0;
};

/// What a member of a project is there.
enum class Role : std::uint8_t { viewer, tester, admin };
constexpr Rights rights_of(Role role) {
  if (role == Role::admin) return Rights::all();
  return role == Role::tester ? Rights{Right::read, Right::report, Right::edit} : Rights{Right::read};
}

std::string_view name_of(Right right);
std::string_view name_of(Role role);
std::optional<Right> right_named(std::string_view name);
std::optional<Role> role_named(std::string_view name);

struct User {
  UserId id;
  std::string name;
  bool administrator = false;  ///< of the whole server
  std::optional<Timestamp> deactivated = {};
  bool has_password = false;

  bool operator==(const User&) const = default;
};

/// The roles of one person, by project.
using Memberships = std::map<ProjectId, Role>;

struct Member {
  User user;
  Role role = Role::viewer;
};

/// An API token as it is stored: never the secret, only its SHA-256.
struct Token {
  TokenId id;
  UserId user;
  std::string label;
  std::string hash;       ///< SHA-256 of the secret, 64 lower-case hex digits
  std::string last_four;  ///< for people to tell tokens apart
  Timestamp created;
  std::optional<Timestamp> revoked;
  std::optional<Timestamp> expires;
  Rights scopes = Rights::all();                        ///< it never may more, nor more than its owner
  std::optional<std::vector<ProjectId>> projects = {};  ///< nothing: all of its owner's
  std::optional<Timestamp> last_used = {};              ///< to the minute
  UserId created_by = {};
  std::optional<TokenId> replaces = {};  ///< whose secret this one takes the place of

  /// Why it does not count any more; empty while it does.
  std::string_view lapse(Timestamp now) const {
    if (revoked && *revoked <= now) return "revoked";
    return expires && *expires <= now ? "expired" : "";
  }
};

/// A person's login from one browser. The secret is in its cookie alone.
struct Session {
  SessionId id;
  UserId user;
  std::string hash;  ///< SHA-256 of the secret
  std::string remote;
  std::string client;  ///< what the browser calls itself
  Timestamp created;
  Timestamp last_used;  ///< to the minute
  Timestamp expires;
};

/// A secret that is good for one thing, once.
struct OneTimeCode {
  enum class Kind : std::uint8_t { setup, invitation, password_reset };
  CodeId id;
  Kind kind = Kind::invitation;
  std::string hash;                       ///< SHA-256 of the secret
  std::string note = {};                  ///< whom an invitation is for, for people
  std::optional<UserId> user = {};        ///< whose password is reset
  std::optional<ProjectId> project = {};  ///< that an invitation leads into
  Role role = Role::viewer;               ///< there
  bool administrator = false;             ///< whether an invitation makes an administrator of the server
  UserId created_by = {};
  std::string created_by_name = {};
  Timestamp created = {};
  Timestamp expires = {};
};

}  // namespace testledger
