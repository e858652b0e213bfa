#include "http/endpoints/plain_text.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/characters.hpp"
#include "core/letter_case.hpp"

namespace testledger {
namespace {

constexpr std::array<std::string_view, 42> elements{
    "a",    "b",   "blockquote", "body", "br",     "code", "col", "colgroup", "dd",    "del", "div", "dl",    "dt", "em",
    "font", "h1",  "h2",         "h3",   "h4",     "h5",   "h6",  "hr",       "html",  "i",   "img", "ins",   "li", "ol",
    "p",    "pre", "s",          "span", "strong", "sub",  "sup", "table",    "tbody", "td",  "th",  "thead", "tr", "u"};
constexpr std::array<std::string_view, 10> line_elements{"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"};

struct Tag {
  std::string_view name;
  bool closing = false;
  std::size_t size = 0;
};

/// The tag of HTML at the front of `text`, which begins with "<".
std::optional<Tag> tag_at(std::string_view text) {
  Tag tag{.closing = text.starts_with("</")};
  const std::size_t begin = tag.closing ? 2 : 1;
  std::size_t end = begin;
  while (end < text.size() && (is_letter(text[end]) || (text[end] >= '0' && text[end] <= '9'))) ++end;
  tag.name = text.substr(begin, end - begin);
  const bool known = std::ranges::any_of(elements, [&](std::string_view element) { return equal_ignoring_case(element, tag.name); }) ||
                     equal_ignoring_case(tag.name, "ul");
  if (!known) return std::nullopt;
  const auto close = text.find_first_of("<>", end);
  if (close == std::string_view::npos || text[close] == '<') return std::nullopt;
  tag.size = close + 1;
  return tag;
}

bool ends_line(const Tag& tag) {
  if (equal_ignoring_case(tag.name, "br")) return true;
  return tag.closing &&
         std::ranges::any_of(line_elements, [&](std::string_view element) { return equal_ignoring_case(element, tag.name); });
}

struct Entity {
  std::string_view written, meant;
};
constexpr std::array<Entity, 6> entities{{{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}}};

}  // namespace

std::string plain_text(std::string_view rich) {
  std::string plain;
  bool marked_up = false;
  for (std::size_t i = 0; i < rich.size();) {
    const std::string_view rest = rich.substr(i);
    const auto tag = rest.front() == '<' ? tag_at(rest) : std::nullopt;
    const auto entity =
        rest.front() == '&' ? std::ranges::find_if(entities, [&](const Entity& e) { return rest.starts_with(e.written); }) : entities.end();
    if (tag) {
      marked_up = true;
      if (ends_line(*tag)) plain += '\n';
      i += tag->size;
    } else if (entity != entities.end()) {
      plain += entity->meant;
      i += entity->written.size();
    } else {
      plain += rest.front();
      ++i;
    }
  }
  if (!marked_up) return std::string(rich);
  while (plain.ends_with('\n')) plain.pop_back();
  return plain;
}

}  // namespace testledger
