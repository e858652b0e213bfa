#include "app/file_patterns.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>

namespace testledger {
namespace {

namespace fs = std::filesystem;

/// One character of UTF-8 and its length; a byte that begins none stands for itself, beyond all characters.
struct Character {
  char32_t code = 0;
  std::size_t length = 1;
};

Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  const std::size_t length = lead < 0x80                   ? 1
                             : lead >= 0xF0 && lead < 0xF8 ? 4
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xC0 && lead < 0xE0 ? 2
                                                           : 0;
  if (length == 1) return {lead, 1};
  if (length == 0 || at + length > text.size()) return {char32_t{0x110000} + lead, 1};
  char32_t code = lead & (0x7Fu >> length);
  for (std::size_t i = at + 1; i < at + length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {char32_t{0x110000} + lead, 1};
    code = code << 6 | (byte(i) & 0x3Fu);
  }
  return {code, length};
}

/// A set such as [a-z] at a place of a pattern: where it ends, and whether it has the character. None when it is never closed.
struct Membership {
  std::size_t end;
  bool has;
};

std::optional<Membership> look_into_set(std::string_view pattern, std::size_t at, char32_t wanted) {
  ++at;
  const bool negated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (negated) ++at;
  bool has = false;
  for (bool first = true; at < pattern.size(); first = false) {
    if (pattern[at] == ']' && !first) return Membership{at + 1, has != negated};
    if (pattern[at] == '\\' && at + 1 < pattern.size()) ++at;
    const Character low = character_at(pattern, at);
    at += low.length;
    char32_t high = low.code;
    if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
      const Character end = character_at(pattern, ++at);
      high = end.code;
      at += end.length;
    }
    has = has || (wanted >= low.code && wanted <= high);
  }
  return std::nullopt;
}

/// The place behind what fits the character: anything of a pattern but *.
std::optional<std::size_t> step(std::string_view pattern, std::size_t at, char32_t wanted) {
  if (pattern[at] == '?') return at + 1;
  if (pattern[at] == '[')
    if (const auto set = look_into_set(pattern, at, wanted)) return set->has ? std::optional(set->end) : std::nullopt;
  if (pattern[at] == '\\' && at + 1 < pattern.size()) ++at;
  const Character own = character_at(pattern, at);
  return own.code == wanted ? std::optional(at + own.length) : std::nullopt;
}

std::vector<std::string> segments_of(std::string_view pattern) {
  std::vector<std::string> segments;
  for (std::size_t begin = 0; begin <= pattern.size();) {
    const std::size_t end = std::min(pattern.find('/', begin), pattern.size());
    const std::string_view segment = pattern.substr(begin, end - begin);
    const bool repeats = segment == "**" && !segments.empty() && segments.back() == "**";
    const bool doubled_slash = segment.empty() && end < pattern.size();
    if (!repeats && !doubled_slash) segments.emplace_back(segment);
    begin = end + 1;
  }
  if (segments.back() == "**") segments.emplace_back("*");  // all files below
  return segments;
}

/// A directory ("" is the working one) where the segments from `next` on are to be found.
struct Task {
  std::string directory;
  std::size_t next;
  auto operator<=>(const Task&) const = default;
};

/// Walks a directory tree without recursion; each directory is looked at once for each place of the pattern.
class Search {
 public:
  explicit Search(const std::string& pattern) : segments_(segments_of(pattern)) { add({pattern.starts_with('/') ? "/" : "", 0}); }

  Result<FilesMeant> run() {
    while (!tasks_.empty()) {
      const Task task = std::move(tasks_.back());
      tasks_.pop_back();
      TRY(look_at(task));
    }
    return FilesMeant{{files_.begin(), files_.end()}, {unread_.begin(), unread_.end()}};
  }

 private:
  void add(Task task) {
    if (seen_.insert(task).second) tasks_.push_back(std::move(task));
  }

  Result<void> look_at(const Task& task) {
    const std::string& segment = segments_[task.next];
    if (segment == "**") add({task.directory, task.next + 1});
    if (segment != "**" && !is_pattern(segment)) {
      std::string plain;  // without the backslashes
      for (std::size_t i = 0; i < segment.size(); ++i) plain += segment[i] == '\\' && i + 1 < segment.size() ? segment[++i] : segment[i];
      take(task, plain);
      return {};
    }
    std::error_code problem;
    fs::directory_iterator entries(task.directory.empty() ? "." : task.directory, problem);
    for (; !problem && entries != fs::directory_iterator(); entries.increment(problem)) {
      if (++looked_at_ > pattern_entries_max)
        return Error{ErrorCode::limit_exceeded, "the pattern leads through more than pattern_entries_max (" +
                                                    std::to_string(pattern_entries_max) +
                                                    ") files and directories. Begin it with the directory of the reports."};
      look_at(task, *entries);
    }
    if (problem && problem != std::errc::not_a_directory && problem != std::errc::no_such_file_or_directory)
      unread_.insert(task.directory.empty() ? "." : task.directory);
    return {};
  }

  void look_at(const Task& task, const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    if (segments_[task.next] != "**") {
      if (fits(segments_[task.next], name)) take(task, name);
      return;
    }
    std::error_code problem;
    const bool is_link = entry.is_symlink(problem);
    if (!name.starts_with('.') && !is_link && entry.is_directory(problem)) add({joined(task.directory, name), task.next});
  }

  /// What fits the segment of the task: a directory to go on in, or at the end a file.
  void take(const Task& task, const std::string& name) {
    const std::string path = joined(task.directory, name);
    std::error_code problem;
    const fs::file_status status = fs::status(path, problem);
    if (task.next + 1 < segments_.size()) {
      if (fs::is_directory(status)) add({path, task.next + 1});
    } else if (fs::is_regular_file(status)) {  // a pipe that nobody writes to would be waited for
      files_.insert(path);
    }
  }

  static std::string joined(const std::string& directory, const std::string& name) {
    return directory.empty() || directory.ends_with('/') ? directory + name : directory + "/" + name;
  }

  std::vector<std::string> segments_;
  std::vector<Task> tasks_;
  std::set<Task> seen_;
  std::set<std::string> files_;
  std::set<std::string> unread_;
  std::size_t looked_at_ = 0;
};

}  // namespace

bool is_pattern(std::string_view word) { return word.find_first_of("*?[") != std::string_view::npos; }

bool fits(std::string_view pattern, std::string_view name) {
  if (name.starts_with('.') && !pattern.starts_with('.')) return false;
  std::size_t at = 0, place = 0;
  std::optional<std::size_t> star;  // the place behind the last *, which may take one character more whenever the rest does not fit
  std::size_t taken_until = 0;
  while (at < name.size()) {
    if (place < pattern.size() && pattern[place] == '*') {
      star = ++place;
      taken_until = at;
      continue;
    }
    const Character character = character_at(name, at);
    if (const auto next = place < pattern.size() ? step(pattern, place, character.code) : std::nullopt) {
      place = *next;
      at += character.length;
    } else if (star) {
      place = *star;
      at = taken_until += character_at(name, taken_until).length;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', place) == std::string_view::npos;
}

Result<FilesMeant> files_meant(const std::string& word) {
  std::error_code problem;
  const bool there = fs::exists(fs::symlink_status(word, problem));
  if (word == "-" || !is_pattern(word) || there) return FilesMeant{{word}, {}};
  FilesMeant found = TRY(Search(word).run());
  if (found.files.empty())
    return Error{ErrorCode::not_found, "no file fits this pattern. Check it, and the directory that the command runs in."};
  return found;
}

}  // namespace testledger
