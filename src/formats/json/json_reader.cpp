#include "formats/json/json_reader.hpp"

#include <charconv>

#include "formats/json/json_tokenizer.hpp"
#include "formats/json/utf8.hpp"

namespace testledger {

double JsonNumber::as_double() const {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<std::int64_t> JsonNumber::as_integer() const {
  std::int64_t value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Tells the encoding from the first bytes and turns the rest into UTF-8. What UTF-16 cannot mean becomes the byte 0xFF, which
/// the tokenizer replaces and counts.
class JsonReader::Decoder {
 public:
  /// Valid until the next call; may point into `chunk`.
  std::string_view decode(std::string_view chunk) {
    if (encoding_ == Encoding::unknown) {
      head_ += chunk;
      if (head_.size() < head_length) return {};
      return decode_head();
    }
    if (encoding_ == Encoding::utf8) return chunk;
    go_on();
    append_utf16(chunk);
    return text_;
  }

  /// Where in the bytes an offset in the decoded text is that lies in what was decoded last, or was kept.
  std::uint64_t source_of(std::uint64_t offset) const {
    std::uint64_t source = source_;
    if (encoding_ == Encoding::utf8) return source + offset;
    if (offset < decoded_) return kept_;
    for (std::size_t i = 0; i < offset - decoded_ && i < text_.size(); ++i) source += bytes_of(text_[i]);
    return source;
  }

  /// Before more is decoded: this offset will be asked for.
  void keep(std::uint64_t offset) { kept_ = source_of(offset); }

  /// What was held back at the end of the file.
  std::string_view rest() {
    if (encoding_ == Encoding::unknown) return decode_head();
    if (encoding_ != Encoding::utf8) go_on();
    if (high_surrogate_ != 0 || odd_) text_ += invalid;
    return text_;
  }

 private:
  enum class Encoding { unknown, utf8, utf16_little, utf16_big };
  static constexpr std::size_t head_length = 3;
  static constexpr char invalid = '\xFF';

  std::string_view decode_head() {
    const std::string_view head = head_;
    const auto starts = [&](std::string_view with) { return head.starts_with(with); };
    std::size_t skipped = 0;
    encoding_ = Encoding::utf8;
    if (starts("\xEF\xBB\xBF"))
      skipped = 3;
    else if (starts("\xFF\xFE"))
      encoding_ = Encoding::utf16_little, skipped = 2;
    else if (starts("\xFE\xFF"))
      encoding_ = Encoding::utf16_big, skipped = 2;
    else if (head.size() > 1 && head[0] != 0 && head[1] == 0)
      encoding_ = Encoding::utf16_little;
    else if (head.size() > 1 && head[0] == 0 && head[1] != 0)
      encoding_ = Encoding::utf16_big;
    source_ = skipped;
    if (encoding_ == Encoding::utf8) return head.substr(skipped);
    append_utf16(head.substr(skipped));
    return text_;
  }

  /// How many bytes of UTF-16 became the character that a byte of UTF-8 begins; none when it begins none.
  static std::uint64_t bytes_of(char utf8) {
    const auto byte = static_cast<unsigned char>(utf8);
    if ((byte & 0xC0) == 0x80) return 0;
    return byte >= 0xF0 && byte != 0xFF ? 4 : 2;
  }

  /// Puts away what was decoded.
  void go_on() {
    for (const char c : text_) source_ += bytes_of(c);
    decoded_ += text_.size();
    text_.clear();
  }

  void append_utf16(std::string_view bytes) {
    for (const char c : bytes) {
      const auto byte = static_cast<unsigned char>(c);
      if (!odd_)
        odd_ = byte;
      else
        append_unit(static_cast<std::uint32_t>(encoding_ == Encoding::utf16_little ? (byte << 8) | *odd_ : (*odd_ << 8) | byte)),
            odd_.reset();
    }
  }

  void append_unit(std::uint32_t unit) {
    const bool low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (high_surrogate_ != 0 && low) {
      append_utf8(text_, 0x10000 + ((high_surrogate_ - 0xD800) << 10) + (unit - 0xDC00));
      high_surrogate_ = 0;
      return;
    }
    if (high_surrogate_ != 0 || low) text_ += invalid;
    high_surrogate_ = unit >= 0xD800 && unit <= 0xDBFF ? unit : 0;
    if (high_surrogate_ == 0 && !low) append_utf8(text_, unit);
  }

  Encoding encoding_ = Encoding::unknown;
  std::string head_;
  std::string text_;
  std::uint64_t decoded_ = 0;  ///< the offset of text_ in all that was decoded
  std::uint64_t source_ = 0;   ///< and where in the bytes it begins
  std::uint64_t kept_ = 0;
  std::optional<unsigned char> odd_;  ///< the first byte of a code unit that the last chunk cut
  std::uint32_t high_surrogate_ = 0;
};

JsonReader::JsonReader(JsonHandler& handler) : decoder_(std::make_unique<Decoder>()), tokenizer_(std::make_unique<Tokenizer>(handler)) {}
JsonReader::~JsonReader() = default;

Result<void> JsonReader::feed(std::string_view chunk) {
  decoder_->keep(tokenizer_->place().offset);
  return tokenizer_->feed(decoder_->decode(chunk));
}

Result<void> JsonReader::finish() {
  decoder_->keep(tokenizer_->place().offset);
  TRY(tokenizer_->feed(decoder_->rest()));
  return tokenizer_->finish();
}

std::optional<Error> JsonReader::missing_end() const { return tokenizer_->missing_end(); }
void JsonReader::stop(Error error) { tokenizer_->stop(std::move(error)); }
Place JsonReader::place() const {
  Place place = tokenizer_->place();
  place.offset = decoder_->source_of(place.offset);
  return place;
}
std::uint64_t JsonReader::replaced() const { return tokenizer_->replaced(); }
Place JsonReader::first_replaced() const { return tokenizer_->first_replaced(); }

}  // namespace testledger
