#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"
#include "storage/account_store.hpp"

namespace testledger {

inline constexpr std::chrono::hours setup_life{24};
inline constexpr std::chrono::hours invitation_life{7 * 24};
inline constexpr std::chrono::hours password_reset_life{24};
inline constexpr std::size_t invitations_max = 200;  ///< of a project, or of the server

/// A new code and its secret, which is told this once. How long it is good depends on its kind.
struct NewCode {
  std::string secret;
  OneTimeCode code;
};
Result<NewCode> create_code(OneTimeCode wanted, CodeStore& codes, const AuditEntry& audit);

/// What is stored of a code that somebody has; not_found, as for an unknown one, when it cannot be one.
Result<std::string> code_hash(std::string_view secret);

}  // namespace testledger
