#include "accounts/password_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/case_folding.hpp"
#include "core/characters.hpp"

namespace testledger {
namespace {

constexpr std::string_view common_passwords[] = {
#include "accounts/common_passwords.inc"
};

Error refused(std::string message) { return {ErrorCode::invalid_argument, std::move(message), {}, {}}; }

bool is_common(std::string_view text) { return std::ranges::binary_search(common_passwords, text); }

/// Without the digits and signs that people put behind a word.
std::string_view stem(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80U; };
  const auto last = std::find_if(text.rbegin(), text.rend(), is_letter);
  return text.substr(0, static_cast<std::size_t>(text.rend() - last));
}

/// "aaaaaaaa", "abcabcabc", "passwordpassword".
bool repeats(std::string_view text) {
  constexpr std::size_t part_max = 8;
  for (std::size_t part = 1; part <= part_max && part * 2 <= text.size(); ++part)
    if (text.substr(part) == text.substr(0, text.size() - part)) return true;
  return false;
}

}  // namespace

Result<void> check_password(std::string_view password, std::string_view user_name) {
  if (character_count(password) < password_length_min)
    return refused(fmt::format("A password needs at least {} characters (password_length_min); a sentence is best.", password_length_min));
  if (password.size() > password_length_max)
    return refused(fmt::format("A password has at most {} bytes (password_length_max).", password_length_max));
  const std::string folded = case_folded(password);
  const std::string_view word = stem(folded);
  const std::string name = case_folded(user_name);
  const bool is_name = (!name.empty() && (word == name || folded == name)) || word == "testledger";
  if (is_common(folded) || is_common(word) || repeats(folded) || is_name)
    return refused("This password is one of the first that are tried. Choose one that nobody else has; a sentence is best.");
  return {};
}

Result<std::string> checked_user_name(std::string_view name) {
  name = without_blanks_around(name, line_blanks);
  const bool is_text = std::ranges::none_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == 0x7f; });
  if (!name.empty() && name.size() <= user_name_max && is_text) return std::string(name);
  return refused(fmt::format("A user needs a name of 1 to {} bytes without control characters (user_name_max).", user_name_max));
}

}  // namespace testledger
