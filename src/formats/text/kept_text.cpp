#include "formats/text/kept_text.hpp"

#include <algorithm>

#include "core/characters.hpp"
#include "reports/limited_text.hpp"

namespace testledger {

std::string kept(std::string_view text, std::size_t bytes_max) {
  LimitedText limited(bytes_max);
  limited.append(text);
  return limited.take();
}

std::string without_margins(std::string text) {
  text.resize(text.find_last_not_of(text_blanks) + 1);
  const std::size_t first = std::min(text.find_first_not_of(text_blanks), text.size());
  if (text.find_last_of("\r\n", first) != std::string::npos) text.erase(0, first);
  return text;
}

void append_tag(std::vector<std::string>& tags, std::string_view tag) {
  if (!tag.empty() && std::ranges::find(tags, tag) == tags.end()) append_kept(tags, kept(tag));
}

}  // namespace testledger
