#include "mapping/row_suffix.hpp"

#include <algorithm>

#include "mapping/text.hpp"

namespace testledger {
namespace {

bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

/// The length of "[12]" at the start of `text`; 0 when there is none, or when the text goes on right behind it.
std::size_t index_at_start(std::string_view text) {
  if (text.size() < 3 || text.front() != '[') return 0;
  const std::size_t close = text.find(']');
  if (close == std::string_view::npos || !all_digits(text.substr(1, close - 1))) return 0;
  return close + 1 == text.size() || is_blank(text[close + 1]) ? close + 1 : 0;
}

/// Where the bracket that the last character closes was opened; npos when nowhere.
std::size_t opening_of_last(std::string_view text, char open, char close) {
  int depth = 0;
  for (std::size_t at = text.size(); at-- > 0;) {
    if (text[at] == close) ++depth;
    if (text[at] == open && --depth == 0) return at;
  }
  return std::string_view::npos;
}

/// The display text behind an index, or else the index.
std::string_view row_of(std::string_view index, std::string_view behind) {
  const std::string_view display = without_blanks_around(behind);
  return display.empty() ? index.substr(1, index.size() - 2) : display;
}

SplitName split_leading_index(std::string_view name) {
  const std::size_t length = index_at_start(name);
  if (length == 0) return {.base = name, .row = {}};
  return {.base = {}, .row = row_of(name.substr(0, length), name.substr(length))};
}

/// "giftName(String)[4]", "add{int, int}[1] 2 and 3".
SplitName split_signature(std::string_view name) {
  for (std::size_t at = 1; at < name.size(); ++at) {
    const char close = name[at - 1];
    if (name[at] != '[' || (close != ')' && close != '}')) continue;
    const std::size_t length = index_at_start(name.substr(at));
    if (length == 0) continue;
    const std::size_t open = opening_of_last(name.substr(0, at), close == ')' ? '(' : '{', close);
    if (open == 0 || open == std::string_view::npos) continue;
    return {.base = without_blanks_around(name.substr(0, open)), .row = row_of(name.substr(at, length), name.substr(at + length))};
  }
  return {.base = name, .row = {}};
}

/// Spock ends the values of a row in its number: "[a: 1, b: 3, #0]".
bool ends_in_number_sign(std::string_view text) {
  const std::size_t sign = text.rfind('#');
  return sign != std::string_view::npos && all_digits(text.substr(sign + 1));
}

/// "name[chrome]", "name[1]". A bracket apart from the name is a remark of people ("login [smoke]") unless it is a number.
SplitName split_trailing_bracket(std::string_view name) {
  if (!name.ends_with(']')) return {.base = name, .row = {}};
  const std::size_t open = opening_of_last(name, '[', ']');
  if (open == 0 || open == std::string_view::npos) return {.base = name, .row = {}};
  const std::string_view inside = name.substr(open + 1, name.size() - open - 2);
  const bool is_row = !is_blank(name[open - 1]) || all_digits(inside) || ends_in_number_sign(inside);
  const std::string_view base = without_blanks_around(name.substr(0, open));
  if (!is_row || base.empty()) return {.base = name, .row = {}};
  return {.base = base, .row = inside.empty() ? name.substr(open) : inside};
}

}  // namespace

SplitName split_row_suffix(std::string_view name) {
  if (name.find('[') == std::string_view::npos) return {.base = name, .row = {}};
  for (const auto split : {split_leading_index, split_signature, split_trailing_bracket})
    if (const SplitName parts = split(name); !parts.row.empty()) return parts;
  return {.base = name, .row = {}};
}

}  // namespace testledger
