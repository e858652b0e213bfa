#pragma once

#include <string_view>

#include "core/result.hpp"

namespace testledger {

inline constexpr std::size_t password_length_min = 8;     ///< characters
inline constexpr std::size_t password_length_max = 1024;  ///< bytes

/// invalid_argument, with the remedy, for a password that is too short or too long, or that is tried first: one of the commonest,
/// also with digits and signs behind it, the same few characters again and again, the user's own name or the program's. Nothing else is
/// asked of it.
Result<void> check_password(std::string_view password, std::string_view user_name);

inline constexpr std::size_t user_name_max = 100;  ///< bytes
/// The name without blanks around it. invalid_argument for one that is empty, too long, or has control characters.
Result<std::string> checked_user_name(std::string_view name);

}  // namespace testledger
