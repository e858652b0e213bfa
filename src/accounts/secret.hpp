#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace testledger {

/// What a secret lets its holder do; each kind has a prefix of its own.
enum class SecretKind : std::uint8_t { token, session, code, browser };

/// A secret: "tl_" for an API token, "ts_" for a session, "tc_" for a one-time code, "tb_" for a known browser; 30 random base62 digits
/// (178 bits); and 6 base62 digits of the CRC-32 of what precedes, so that scanners recognise a leaked one and a mistyped one is refused
/// without asking the store.
std::string new_secret(SecretKind kind);

/// Whether it has that form and its checksum is right.
bool is_secret(SecretKind kind, std::string_view text);

/// SHA-256 in lower-case hex: the only form in which a secret is stored.
std::string secret_hash(std::string_view secret);

/// Compares in a time that does not depend on where they differ.
bool same_hash(std::string_view left, std::string_view right);

/// libsodium may be used once this has returned; an operating system without randomness is no place to go on.
void need_sodium();

}  // namespace testledger
