#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace testledger {

/// How long a browser counts as known after somebody logged in on it.
inline constexpr std::chrono::hours browser_mark_life{180 * 24};

/// What a browser keeps after a login with a password: it shows later that this user was there before, so that whoever fails elsewhere
/// at their account does not keep them out. It lets nobody in. Only that password's hash can make and recognise it: nothing is stored,
/// and with a new password all marks are worthless.
std::string new_browser_mark(std::string_view password_hash);

/// Which browser a mark of that password is of, the same for every login with it; nothing when it is not one.
std::optional<std::string> marked_browser(std::string_view mark, std::string_view password_hash);

}  // namespace testledger
