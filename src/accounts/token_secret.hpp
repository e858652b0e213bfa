#pragma once

#include <string>
#include <string_view>

namespace testledger {

/// An API token's secret: "tl_", 30 random base62 digits (178 bits), and 6 base62 digits of the CRC-32 of what precedes, so
/// that scanners recognise a leaked one and a mistyped one is refused without asking the store.
std::string new_token_secret();

/// Whether it has that form and its checksum is right.
bool is_token_secret(std::string_view text);

/// SHA-256 in lower-case hex: the only form in which a secret is stored.
std::string token_hash(std::string_view secret);

}  // namespace testledger
