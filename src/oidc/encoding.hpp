#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

// How texts, random numbers and JSON are written between a provider of logins and us.

namespace testledger {

std::string to_base64url(std::string_view bytes);
/// The bytes of base64url without padding; nothing when it is none.
std::optional<std::string> from_base64url(std::string_view text);

/// 256 bits that nobody guesses.
std::string random_text();
/// What is told of a PKCE verifier before the verifier itself (RFC 7636, S256).
std::string challenge_of(std::string_view verifier);

/// The JSON object that the text is; nothing when it is none.
std::optional<boost::json::object> json_object_in(std::string_view text);
/// The member of that name; "" when it is absent or no text.
std::string text_in(const boost::json::object& object, std::string_view name);

}  // namespace testledger
