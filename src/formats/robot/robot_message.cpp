#include "formats/robot/robot_message.hpp"

#include <array>
#include <optional>

#include "formats/json/base64.hpp"
#include "formats/text/kept_text.hpp"

namespace testledger {
namespace {

/// An image's address inside a message: src="…".
struct ImageSource {
  std::size_t begin;
  std::size_t end;
};

/// Each step goes on behind the tag it looked at, so that no text is looked at twice.
std::optional<ImageSource> next_image(std::string_view text, std::size_t from) {
  for (auto tag = text.find("<img", from); tag != text.npos; tag = text.find("<img", from)) {
    from = text.find('>', tag);
    if (from == text.npos) return std::nullopt;
    const auto source = text.substr(0, from).find("src=", tag);
    if (source == text.npos || source + 5 >= from) continue;
    const char quote = text[source + 4];
    if (quote != '"' && quote != '\'') continue;
    const auto end = text.find(quote, source + 5);
    return end == text.npos ? std::nullopt : std::optional(ImageSource{source + 5, end});
  }
  return std::nullopt;
}

std::string file_name(std::string_view path) { return std::string(path.substr(path.find_last_of("/\\") + 1)); }

/// "image/png" and the content of "data:image/png;base64,iVBO…".
std::optional<ReportedAttachment> inline_image(std::string_view source) {
  const auto comma = source.find(',');
  if (!source.starts_with("data:") || comma == source.npos) return std::nullopt;
  const std::string_view kind = source.substr(5, comma - 5);
  if (!kind.ends_with(";base64")) return std::nullopt;
  auto content = decode_base64(source.substr(comma + 1));
  if (!content || content->size() > limits::attachment_size_max) return std::nullopt;
  const std::string_view media_type = kind.substr(0, kind.find(';'));
  const std::string_view ending = media_type.substr(media_type.find('/') + 1);
  return ReportedAttachment{.name = "image." + kept(ending.substr(0, ending.find('+')), 16),
                            .media_type = kept(media_type, limits::name_length_max),
                            .content = std::move(*content),
                            .reference = {}};
}

struct Character {
  std::string_view written;
  std::string_view meant;
};
constexpr std::array characters = {Character{"&lt;", "<"},  Character{"&gt;", ">"},   Character{"&quot;", "\""},
                                   Character{"&#39;", "'"}, Character{"&nbsp;", " "}, Character{"&amp;", "&"}};

/// Tags that begin a new line where the page is shown.
bool breaks_line(std::string_view tag) {
  for (const std::string_view name : {"br", "hr", "p", "/p", "div", "/div", "tr", "/tr", "li", "/li"})
    if (tag == name) return true;
  return false;
}

/// The name of the tag whose text, without "<" and ">", this is: "br" of "br /".
std::string_view tag_name(std::string_view tag) { return tag.substr(0, tag.find_first_of(" \t\n/", 1)); }

/// The character that `text` begins with and how long it is as written.
Character next_character(std::string_view text) {
  for (const Character& character : characters)
    if (text.starts_with(character.written)) return character;
  return {text.substr(0, 1), text.substr(0, 1)};
}

std::string without_tags(std::string_view html) {
  std::string text;
  const char* const last_close = html.data() + (html.rfind('>') + 1);  // npos + 1 is 0: none
  while (!html.empty()) {
    if (html.front() == '<' && html.data() < last_close) {
      const auto close = html.find('>');
      if (breaks_line(tag_name(html.substr(1, close - 1))) && !text.empty() && text.back() != '\n') text += '\n';
      html.remove_prefix(close + 1);
      continue;
    }
    const Character character = next_character(html);
    text += character.meant;
    html.remove_prefix(character.written.size());
  }
  return text;
}

}  // namespace

RobotLogText robot_log_text(RobotMessage message) {
  if (!message.html || message.text.find("<img") == message.text.npos) return {std::move(message.text), {}};
  RobotLogText read;
  const std::string_view written = message.text;
  std::size_t copied = 0;
  for (auto image = next_image(written, 0); image; image = next_image(written, image->end)) {
    const std::string_view source = written.substr(image->begin, image->end - image->begin);
    auto attachment = inline_image(source);
    read.text += written.substr(copied, image->begin - copied);
    copied = image->end;
    if (!attachment && !source.starts_with("data:"))
      attachment = ReportedAttachment{file_name(source), {}, {}, kept(source, limits::name_length_max)};
    read.text += !attachment ? "data:" : attachment->reference.empty() ? attachment->name : source;
    if (attachment && read.images.size() < limits::list_length_max) read.images.push_back(std::move(*attachment));
  }
  read.text += written.substr(copied);
  return read;
}

std::string robot_status_text(std::string_view text) {
  constexpr std::string_view html_mark = "*HTML*";
  if (!text.starts_with(html_mark)) return std::string(text);
  text.remove_prefix(html_mark.size());
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  return without_tags(text);
}

}  // namespace testledger
