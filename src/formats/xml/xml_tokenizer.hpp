#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/xml/char_scan.hpp"
#include "formats/xml/xml_reader.hpp"
#include "reports/limits.hpp"

namespace testledger {

/// Clean UTF-8 in slices of any size, XML events out. Tokens are read where they lie; only one that crosses the border of
/// two slices is copied, so that time stays linear and memory flat. See XmlReader for what is accepted.
class XmlTokenizer {
 public:
  explicit XmlTokenizer(XmlHandler& handler) : handler_(handler) {}

  Result<void> consume(std::string_view slice);
  Result<void> finish();
  /// After finish failed: nothing was wrong but that the document ends too early, and its root had begun.
  bool lacks_only_its_end() const { return root_seen_ && !error_; }

  Place place() const;
  /// The place of an offset at or after everything consumed so far; `slice` is what will be consumed next.
  Place place_ahead(std::string_view slice, std::uint64_t offset) const;

  std::uint64_t kept() const { return kept_; }
  Place first_kept() const { return first_kept_; }

 private:
  enum class Inside { content, cdata, comment, instruction, doctype };
  enum class Markup { unknown, start_tag, end_tag, cdata, comment, instruction, doctype, wrong };

  /// Counts lines up to an offset of the decoded text.
  struct LineMark {
    std::uint64_t offset = 0;
    std::uint64_t line = 1;
    std::uint64_t line_start = 0;

    void advance(const char* from, const char* to);
    Place place() const { return {line, offset - line_start + 1, offset}; }
  };

  /// Finds the end of a tag that comes in pieces: '>' outside quotes, or a '<' that may not be there.
  struct TagEnd {
    char quote = 0;
    /// One past the end, or null.
    const char* find(const char* at, const char* end);
  };

  /// What an '&' turned out to be. Size 0: the bytes end before it is clear; 1: no reference, the '&' stays as text.
  struct Reference {
    std::size_t size;
    std::string_view text;
    enum class Is { right, wrong } is = Is::right;
  };

  // These read a tag or a part of it from bytes that may end (`end`) before the tag does. They give the byte after what they
  // read; null when the bytes ended too early, or when error_ is set.
  const char* read_tag(const char* at, const char* end);
  const char* read_start_tag(const char* tag, const char* end);
  const char* read_attribute(const char* start, const char* end);
  const char* read_attribute_name(const char* start, const char* end);
  const char* read_odd_value(const char* at, const char* end, char quote);
  const char* read_end_tag(const char* tag, const char* end);
  void resolve_odd_values();
  /// Most names differ in length or in their first or last letter: only names that do not are compared.
  bool is_repeated(std::string_view name) {
    const unsigned mix =
        static_cast<unsigned char>(name.front()) * 7u + static_cast<unsigned char>(name.back()) * 3u + static_cast<unsigned>(name.size());
    const std::uint64_t bit = std::uint64_t{1} << (mix % 64);
    return (std::exchange(names_seen_, names_seen_ | bit) & bit) != 0 && is_among(name);
  }
  bool is_among(std::string_view name) const;

  // False when error_ is set.
  bool may_open(const char* tag, std::string_view name);
  bool open_element(const char* tag, std::string_view name);
  bool close_element();
  bool deliver_empty(const char* tag, std::string_view name);
  bool accepted(const Error* refusal) {
    if (refusal != nullptr) error_ = *refusal;
    return refusal == nullptr;
  }

  // These read on from at_ and leave error_ set when they fail.
  void read_content();
  void read_reference();
  void read_outside();
  void read_markup();
  void read_closing(char mark, std::size_t marks_needed);
  void read_doctype();
  void continue_held();
  void continue_tag();
  void continue_reference();
  void enter(Markup markup);
  void hold();
  void release_held();

  static Markup markup_at(std::string_view text);
  Reference reference_at(const char* at, const char* end);
  void put_text(const char* from, const char* to);
  void put_marks(char mark, std::size_t count);
  void note_kept(const char* at);
  std::string_view open_name() const { return std::string_view(names_).substr(name_starts_.back()); }
  Place place_of(const char* at) const;
  // Out of the way of what is right: no text is put together there.
  [[gnu::cold, gnu::noinline]] std::nullptr_t wrong(const char* at, std::string_view what, std::string_view element = {},
                                                    std::string_view more = {}, std::string_view other_element = {});
  [[gnu::cold, gnu::noinline]] std::nullptr_t beyond(const char* at, std::size_t max, std::string_view what);

  /// An attribute whose value had to be decoded: where it lies in values_.
  struct OddValue {
    std::size_t attribute, start, size;
  };

  XmlHandler& handler_;
  Inside inside_ = Inside::content;
  const char* at_ = nullptr;  ///< next byte of the slice
  const char* end_ = nullptr;

  std::string held_;        ///< beginning of a token whose end has not come; the mark is at its first byte
  TagEnd tag_end_;          ///< of held_, when it is a tag
  std::size_t looked_ = 0;  ///< bytes of held_ that tag_end_ has seen
  std::size_t marks_ = 0;   ///< bytes that ended the last slice and may belong to "]]>", "-->" or "?>"
  char doctype_quote_ = 0;

  mutable LineMark mark_;                 ///< at or before token_
  mutable const char* marked_ = nullptr;  ///< the byte that mark_ is at, in the slice or in held_
  const char* token_ = nullptr;           ///< what is being delivered; null: it is at the mark

  std::array<XmlAttribute, limits::attributes_max> attributes_;
  std::size_t attribute_count_ = 0;
  std::uint64_t names_seen_ = 0;  ///< one bit for each kind of name among the attributes
  std::vector<OddValue> odd_values_;
  std::array<scan::Guess, 8> name_guesses_;
  scan::Guess tag_guess_;
  std::string values_;
  std::string names_;  ///< of the open elements, one after the other
  std::vector<std::size_t> name_starts_;
  bool root_seen_ = false;
  std::optional<Error> error_;
  char character_[4];
  std::uint64_t kept_ = 0;
  Place first_kept_;
};

}  // namespace testledger
