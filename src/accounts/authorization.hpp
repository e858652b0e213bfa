#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace testledger {

/// The token in an Authorization header: after "AioAuth" or "Bearer" in any letter case, or as the password of "Basic" with
/// any user name (contract B.0). Nothing when there is none.
std::optional<std::string> token_in(std::string_view authorization);

}  // namespace testledger
