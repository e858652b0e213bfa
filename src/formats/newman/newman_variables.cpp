#include "formats/newman/newman_variables.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "core/letter_case.hpp"
#include "formats/text/kept_text.hpp"

namespace testledger {
namespace {

constexpr std::size_t variables_max = 1'000;
constexpr std::size_t value_length_max = 500;
constexpr std::string_view hidden = "(hidden)";

// Parts of names that people give to secrets. Hiding too much costs a look into the environment, too little a password.
constexpr std::array secret_words = std::to_array<std::string_view>(
    {"password", "passwd", "pwd", "secret", "token", "auth", "credential", "key", "session", "cookie", "signature", "jwt"});

bool contains_ignoring_case(std::string_view text, std::string_view word) {
  for (std::size_t at = 0; at + word.size() <= text.size(); ++at)
    if (starts_ignoring_case(text.substr(at), word)) return true;
  return false;
}

bool names_a_secret(std::string_view name) {
  return std::ranges::any_of(secret_words, [&](std::string_view word) { return contains_ignoring_case(name, word); });
}

bool is_a_secret(std::string_view value) {
  return starts_ignoring_case(value, "bearer ") || starts_ignoring_case(value, "basic ") || value.starts_with("eyJ") ||
         value.find("-----BEGIN") != std::string_view::npos;
}

}  // namespace

void NewmanVariables::end(Scope scope) {
  if (open_.name.empty()) open_.name = std::move(open_.id);
  if (open_.name.empty() || !open_.enabled) return;
  const bool secret = open_.secret || names_a_secret(open_.name) || is_a_secret(open_.value);
  std::string value = secret ? std::string(hidden) : kept(open_.value, value_length_max);
  if (const auto known = known_.find(open_.name); known != known_.end()) {
    if (scope < known->second.scope) known->second = {scope, std::move(value)};
  } else if (known_.size() < variables_max) {
    known_.emplace(std::move(open_.name), Known{scope, std::move(value)});
  }
  open_ = {};
}

std::string NewmanVariables::used_in(std::string_view text) const {
  std::string told;
  std::set<std::string_view> named;
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
    const std::size_t end = text.find("}}", at);
    if (end == std::string_view::npos) break;
    const auto known = known_.find(text.substr(at + 2, end - at - 2));
    if (known == known_.end() || !named.insert(known->first).second) continue;
    told.append(told.empty() ? "" : "\n").append(known->first).append(" = ").append(known->second.value);
  }
  return told;
}

}  // namespace testledger
