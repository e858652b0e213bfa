#include "archives/entry_name.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace testledger {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::size_t told_name_length_max = 200;

struct Character {
  std::uint32_t point = 0;
  std::size_t length = 0;  ///< 0: these bytes are none
};

/// The first character of a text that is not empty.
Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return {};
  std::uint32_t point = lead & (0x7FU >> length);
  for (std::size_t at = 1; at < length; ++at) {
    if ((byte(at) & 0xC0U) != 0x80U) return {};
    point = point << 6 | (byte(at) & 0x3FU);
  }
  const bool too_long = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
  return too_long || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000) ? Character{} : Character{point, length};
}

/// Also those that turn the direction of text around: "gpj.exe" must not be shown as "exe.jpg".
bool controls(std::uint32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || (point >= 0x200E && point <= 0x200F) || (point >= 0x2028 && point <= 0x202E) ||
         (point >= 0x2066 && point <= 0x2069);
}

bool is_absolute(std::string_view path) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return path.starts_with('/') || (path.size() >= 2 && is_letter(path[0]) && path[1] == ':');
}

/// Without `.` and empty parts. Nothing when it leads upwards.
std::optional<std::string> plain_path(std::string_view path) {
  std::string plain;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (part == "..") return std::nullopt;
    if (part.empty() || part == ".") continue;
    if (!plain.empty()) plain += '/';
    plain += part;
  }
  return plain;
}

}  // namespace

std::string shown_name(std::string_view raw) {
  std::string shown;
  while (!raw.empty()) {
    const Character character = first_character(raw);
    const std::size_t length = std::max<std::size_t>(character.length, 1);
    shown += character.length == 0 || controls(character.point) ? replacement : raw.substr(0, length);
    raw.remove_prefix(length);
  }
  return shown;
}

Error bad_entry(std::string_view raw_name, std::string_view what) {
  return {ErrorCode::unreadable_report, fmt::format("its entry \"{}\" {}", shown_name(raw_name.substr(0, told_name_length_max)), what)};
}

Result<std::string> EntryNames::take(std::string_view raw, Kind kind) {
  if (++entries_ > entries_max_)
    return Error{ErrorCode::limit_exceeded, fmt::format("the archive has more than {} entries (archive_entries_max)", entries_max_)};
  if (raw.size() > entry_name_length_max)
    return Error{ErrorCode::limit_exceeded, fmt::format("the name of an entry is longer than {} bytes (entry_name_length_max): \"{}...\"",
                                                        entry_name_length_max, shown_name(raw.substr(0, told_name_length_max)))};
  std::string path(raw);
  std::ranges::replace(path, '\\', '/');
  if (is_absolute(path)) return bad_entry(raw, "has an absolute path; pack the files by relative ones");
  auto plain = plain_path(path);
  if (!plain) return bad_entry(raw, "leads out of the archive by \"..\"");
  if (kind == Kind::folder) return shown_name(*plain);
  if (plain->empty()) return bad_entry(raw, "has no name");
  if (!files_.insert(*plain).second) return bad_entry(raw, "is there twice");
  return shown_name(*plain);
}

}  // namespace testledger
