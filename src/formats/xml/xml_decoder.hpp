#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace testledger {

/// Turns the bytes of an XML file into clean text, in slices: UTF-8, line ends as one line feed, every character that XML
/// forbids replaced by U+FFFD. Spans that are clean already are handed on as they are, without a copy.
class XmlDecoder {
 public:
  /// Gives the next bytes; they must stay until take() gave an empty slice.
  void give(std::string_view bytes);
  /// What becomes of a character that the bytes end in.
  enum class CutCharacter { replaced, left_out };
  /// Tells that no more bytes come; what was held back is then in take().
  void end(CutCharacter cut);

  /// The next slice, valid until the next call; empty when all that was given is taken. Fails on an unknown encoding.
  Result<std::string_view> take();
  /// Offset in the decoded text at which the last slice begins.
  std::uint64_t slice_start() const { return slice_.decoded; }
  /// Where in the bytes an offset in the decoded text is that lies in the last slice or at its end.
  std::uint64_t source_of(std::uint64_t offset) const;

  std::uint64_t replaced() const { return replaced_; }
  /// Offset of the first replaced character in the decoded text; meaningful when replaced() > 0.
  std::uint64_t first_replaced() const { return first_replaced_; }
  /// The declaration says UTF-16, the bytes are of another encoding.
  bool is_declared_wrongly() const { return is_declared_wrongly_; }

 private:
  enum class Encoding { undecided, utf8, utf16_little, utf16_big, latin1, windows1252 };

  /// From here on, offsets in the decoded text and in the bytes grow alike.
  struct Step {
    std::uint64_t decoded, source;
  };

  Result<void> decide();
  bool head_suffices() const;
  std::string_view take_clean();
  std::string_view take_decoded();
  /// Where in the bytes input_ begins.
  std::uint64_t input_start() const { return given_ - rest_.size() - input_.size(); }
  /// What is decoded next comes from there.
  void note_source(std::uint64_t source);
  void decode_utf8();
  void decode_utf16();
  void decode_bytes();
  void complete_character();
  void put_unit(char32_t unit);
  void put(char32_t character);
  void put_replacement();

  Encoding encoding_ = Encoding::undecided;
  bool is_declared_wrongly_ = false;
  bool ended_ = false;
  CutCharacter cut_character_ = CutCharacter::replaced;
  bool after_return_ = false;    ///< a carriage return went out as a line feed: a line feed that follows belongs to it
  char32_t high_surrogate_ = 0;  ///< waits for its second half
  std::string head_;             ///< the first bytes, held while the encoding is undecided
  std::string cut_;              ///< the beginning of a character whose rest has not come
  std::string_view input_;
  std::string_view rest_;  ///< what comes after input_
  std::string decoded_;
  Step slice_{0, 0};
  std::vector<Step> steps_;  ///< in the last slice, behind its beginning
  std::uint64_t given_ = 0;
  std::uint64_t produced_ = 0;
  std::uint64_t replaced_ = 0;
  std::uint64_t first_replaced_ = 0;
};

}  // namespace testledger
