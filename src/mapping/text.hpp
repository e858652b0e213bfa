#pragma once

#include <string>
#include <string_view>

#include "core/characters.hpp"

namespace testledger {

/// A tag or what stands like one, without blanks around it and the "@" it may begin with.
std::string_view without_at_sign(std::string_view tag);

/// The longest end of `text` that has at most that many bytes and begins with a character.
std::string_view last_characters(std::string_view text, std::size_t size_max);

}  // namespace testledger
