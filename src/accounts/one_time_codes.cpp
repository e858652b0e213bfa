#include "accounts/one_time_codes.hpp"

#include "accounts/secret.hpp"

namespace testledger {
namespace {

std::chrono::hours life_of(OneTimeCode::Kind kind) {
  if (kind == OneTimeCode::Kind::setup) return setup_life;
  return kind == OneTimeCode::Kind::invitation ? invitation_life : password_reset_life;
}

}  // namespace

Result<NewCode> create_code(OneTimeCode wanted, CodeStore& codes, const AuditEntry& audit) {
  const std::string secret = new_secret(SecretKind::code);
  wanted.hash = secret_hash(secret);
  wanted.created_by = audit.user;
  wanted.created_by_name = audit.user_name;
  wanted.created = audit.when;
  wanted.expires = audit.when + life_of(wanted.kind);
  NewCode made{.secret = secret};
  made.code = TRY(codes.create_code(wanted, audit));
  return made;
}

Result<std::string> code_hash(std::string_view secret) {
  if (is_secret(SecretKind::code, secret)) return secret_hash(secret);
  return Error{ErrorCode::not_found, "The code is not valid; it may be used or too old. Ask for a new one.", {}, {}};
}

}  // namespace testledger
