#include "accounts/authorization.hpp"

#include <sodium.h>

#include "core/characters.hpp"
#include "core/letter_case.hpp"

namespace testledger {
namespace {

constexpr std::size_t credentials_length_max = 4096;

std::optional<std::string> password_of(std::string_view base64) {
  std::string plain(base64.size(), '\0');
  std::size_t size = 0;
  const auto decode = [&](int variant) {
    return sodium_base642bin(reinterpret_cast<unsigned char*>(plain.data()), plain.size(), base64.data(), base64.size(), nullptr, &size,
                             nullptr, variant) == 0;
  };
  if (!decode(sodium_base64_VARIANT_ORIGINAL) && !decode(sodium_base64_VARIANT_ORIGINAL_NO_PADDING)) return std::nullopt;
  plain.resize(size);
  const auto colon = plain.find(':');
  if (colon == std::string::npos) return std::nullopt;
  return plain.substr(colon + 1);
}

}  // namespace

std::optional<std::string> token_in(std::string_view authorization) {
  const std::string_view header = without_blanks_around(authorization, line_blanks);
  if (header.size() > credentials_length_max) return std::nullopt;
  const auto space = header.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view scheme = header.substr(0, space);
  const std::string_view credentials = without_blanks_around(header.substr(space), line_blanks);
  if (equal_ignoring_case(scheme, "aioauth") || equal_ignoring_case(scheme, "bearer")) return std::string(credentials);
  if (equal_ignoring_case(scheme, "basic")) return password_of(credentials);
  return std::nullopt;
}

}  // namespace testledger
