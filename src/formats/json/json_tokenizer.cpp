#include "formats/json/json_tokenizer.hpp"

#include <bit>
#include <cstring>

#include "core/characters.hpp"
#include "formats/json/utf8.hpp"

namespace testledger {
namespace {

constexpr std::size_t word_length_max = 1024;

/// What numbers and the bare words are made of; read as one run and judged afterwards.
constexpr bool is_word(char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '+' || c == '.'; }

/// The first byte that is a quote, a backslash, a control character or not ASCII; eight bytes at a time.
const char* plain_end(const char* at, const char* end) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  while (end - at >= 8) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, 8);
    const std::uint64_t quote = bytes ^ (ones * '"');
    const std::uint64_t backslash = bytes ^ (ones * '\\');
    const std::uint64_t hits =
        (((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) | ((bytes - ones * 0x20) & ~bytes) | bytes) & (ones * 0x80);
    if (hits == 0) {
      at += 8;
      continue;
    }
    if constexpr (std::endian::native == std::endian::little) return at + std::countr_zero(hits) / 8;
    break;
  }
  while (at != end && *at != '"' && *at != '\\' && static_cast<unsigned char>(*at) >= 0x20 && static_cast<unsigned char>(*at) < 0x80) ++at;
  return at;
}

std::string_view digits(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  const std::string_view run = text.substr(0, count);
  text.remove_prefix(count);
  return run;
}

bool skip(std::string_view& text, std::string_view one_of) {
  if (text.empty() || one_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

/// The number grammar of RFC 8259.
bool is_number(std::string_view text) {
  skip(text, "-");
  const std::string_view whole = digits(text);
  if (whole.empty() || (whole.size() > 1 && whole[0] == '0')) return false;
  if (skip(text, ".") && digits(text).empty()) return false;
  if (skip(text, "eE")) {
    skip(text, "+-");
    if (digits(text).empty()) return false;
  }
  return text.empty();
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

char unescaped(char c) {
  switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case '"':
    case '\\':
    case '/': return c;
    default: return 0;
  }
}

}  // namespace

Result<void> JsonReader::Tokenizer::feed(std::string_view chunk) {
  begin_ = cursor_ = chunk.data();
  end_ = begin_ + chunk.size();
  while (cursor_ != end_ && !error_) step();
  base_ += static_cast<std::uint64_t>(cursor_ - begin_);
  begin_ = cursor_ = end_ = nullptr;
  if (error_) return *error_;
  return {};
}

Result<void> JsonReader::Tokenizer::finish() {
  if (!error_ && state_ == State::word) end_word({});
  if (!error_ && state_ == State::value && depth_ == 0) fail("the file holds no JSON");
  if (!error_) error_ = missing_end();
  if (error_) return *error_;
  return {};
}

std::optional<Error> JsonReader::Tokenizer::missing_end() const {
  const bool outside = depth_ == 0 && (state_ == State::value || state_ == State::word);
  if (outside || state_ == State::done) return std::nullopt;
  return Error{ErrorCode::unreadable_report, "the file ends before its JSON does", here().place()};
}

void JsonReader::Tokenizer::stop(Error error) {
  if (!error_) error_ = std::move(error);
}

void JsonReader::Tokenizer::fail_unexpected(std::string_view wanted) {
  const auto byte = static_cast<unsigned char>(*cursor_);
  std::string found = byte > 0x20 && byte < 0x7F ? "'" + std::string(1, *cursor_) + "'" : "byte " + std::to_string(byte);
  fail(found + " stands where JSON wants " + std::string(wanted));
}

void JsonReader::Tokenizer::note_replaced(Mark where) {
  if (replaced_++ == 0) first_replaced_ = where.place();
}

void JsonReader::Tokenizer::new_line_after(const char* newline) {
  ++line_;
  line_start_ = base_ + static_cast<std::uint64_t>(newline + 1 - begin_);
}

void JsonReader::Tokenizer::step() {
  switch (state_) {
    case State::string: return tail_.empty() ? read_string() : complete_sequence();
    case State::escape: return read_escape();
    case State::unicode: return read_unicode();
    case State::word: return read_word();
    default: return read_structure();
  }
}

void JsonReader::Tokenizer::skip_blanks() {
  const char* at = cursor_;
  for (; at != end_ && static_cast<unsigned char>(*at) <= ' '; ++at) {
    if (*at == '\n') {
      new_line_after(at);
      while (end_ - at > 8 && std::memcmp(at + 1, "        ", 8) == 0) at += 8;  // indentation
    } else if (*at != ' ' && *at != '\t' && *at != '\r') {
      break;
    }
  }
  cursor_ = at;
}

void JsonReader::Tokenizer::read_structure() {
  skip_blanks();
  if (cursor_ == end_) return;
  const char c = *cursor_;
  if (state_ == State::colon && c == ':') {
    ++cursor_;
    state_ = State::value;
    return;
  }
  if (state_ == State::comma_or_end && c == ',') {
    ++cursor_;
    state_ = is_object_[depth_ - 1] ? State::key : State::value;
    return;
  }
  token_ = here();
  switch (state_) {
    case State::value_or_end:
      if (c == ']') return close(Container::array);
      return begin_value();
    case State::value: return begin_value();
    case State::key_or_end:
      if (c == '}') return close(Container::object);
      [[fallthrough]];
    case State::key:
      if (c != '"') return fail_unexpected("a key in double quotes");
      return begin_string(State::colon);
    case State::colon: return fail_unexpected("':'");
    case State::comma_or_end:
      if (c == '}' && is_object_[depth_ - 1]) return close(Container::object);
      if (c == ']' && !is_object_[depth_ - 1]) return close(Container::array);
      return fail_unexpected(is_object_[depth_ - 1] ? "',' or '}'" : "',' or ']'");
    default: return fail("there is text after the end of the JSON document");
  }
}

void JsonReader::Tokenizer::begin_value() {
  switch (*cursor_) {
    case '{': return open(Container::object);
    case '[': return open(Container::array);
    case '"': return begin_string(State::done);
    default:
      if (!is_word(*cursor_)) return fail_unexpected("a value");
      state_ = State::word;
  }
}

void JsonReader::Tokenizer::open(Container container) {
  if (depth_ == limits::json_depth_max)
    return stop(
        {ErrorCode::limit_exceeded, "JSON nested deeper than " + std::to_string(limits::json_depth_max) + " levels", here().place()});
  is_object_[depth_++] = container == Container::object;
  ++cursor_;
  state_ = container == Container::object ? State::key_or_end : State::value_or_end;
  container == Container::object ? handler_.on_object_begin() : handler_.on_array_begin();
}

void JsonReader::Tokenizer::close(Container container) {
  --depth_;
  ++cursor_;
  end_value();
  container == Container::object ? handler_.on_object_end() : handler_.on_array_end();
}

void JsonReader::Tokenizer::begin_string(State after) {
  ++cursor_;
  after_string_ = after;
  state_ = State::string;
}

void JsonReader::Tokenizer::read_string() {
  if (high_surrogate_ != 0 && *cursor_ != '\\') flush_lone_surrogate();
  const char* from = cursor_;
  for (;;) {
    cursor_ = plain_end(cursor_, end_);
    if (cursor_ == end_) return emit({from, cursor_});
    if (*cursor_ == '"') return end_string({from, cursor_});
    if (*cursor_ == '\\') {
      emit({from, cursor_++});
      state_ = State::escape;
      return;
    }
    cursor_ = read_special(cursor_, from);
  }
}

/// Reads a raw control character or a sequence of UTF-8; `from` is where the piece of text not yet emitted begins.
const char* JsonReader::Tokenizer::read_special(const char* at, const char*& from) {
  if (static_cast<unsigned char>(*at) < 0x20) {
    note_replaced(here());
    if (*at == '\n') new_line_after(at);
    return at + 1;
  }
  const Utf8Sequence sequence = utf8_sequence({at, end_});
  if (sequence.status == Utf8Sequence::Status::valid) return at + sequence.length;
  emit({from, at});
  if (sequence.status == Utf8Sequence::Status::incomplete) {
    tail_.assign(at, end_);
    return from = end_;
  }
  note_replaced(here());
  emit(replacement_character);
  return from = at + sequence.length;
}

/// Goes on with a sequence that the last chunk cut.
void JsonReader::Tokenizer::complete_sequence() {
  const std::uint64_t begins = base_ + static_cast<std::uint64_t>(cursor_ - begin_) - tail_.size();
  tail_ += *cursor_;
  const Utf8Sequence sequence = utf8_sequence(tail_);
  if (sequence.status == Utf8Sequence::Status::incomplete) return void(++cursor_);
  if (sequence.status == Utf8Sequence::Status::valid) {
    ++cursor_;
    emit(tail_);
  } else {
    note_replaced({begins, line_, line_start_});
    emit(replacement_character);
  }
  tail_.clear();
}

void JsonReader::Tokenizer::read_escape() {
  const char c = *cursor_;
  if (c == 'u') {
    if (high_surrogate_ == 0) {
      escape_ = here();
      --escape_.offset;
    }
    hex_digits_ = 0;
    code_unit_ = 0;
    state_ = State::unicode;
  } else {
    flush_lone_surrogate();
    const char plain = unescaped(c);
    if (plain == 0) return fail_unexpected("one of \"\\/bfnrtu after a backslash");
    emit({&plain, 1});
    state_ = State::string;
  }
  ++cursor_;
}

void JsonReader::Tokenizer::read_unicode() {
  const int digit = hex_value(*cursor_);
  if (digit < 0) return fail_unexpected("four hexadecimal digits after \\u");
  code_unit_ = code_unit_ * 16 + static_cast<std::uint32_t>(digit);
  ++cursor_;
  if (++hex_digits_ < 4) return;
  state_ = State::string;
  take_code_unit(code_unit_);
}

void JsonReader::Tokenizer::take_code_unit(std::uint32_t unit) {
  constexpr std::size_t escape_length = 6;
  const bool low = unit >= 0xDC00 && unit <= 0xDFFF;
  if (low && high_surrogate_ != 0) {
    append_code_point(0x10000 + ((high_surrogate_ - 0xD800) << 10) + (unit - 0xDC00));
    high_surrogate_ = 0;
    return;
  }
  if (high_surrogate_ != 0) {
    flush_lone_surrogate();
    escape_ = here();
    escape_.offset -= escape_length;
  }
  if (unit >= 0xD800 && unit <= 0xDBFF) {
    high_surrogate_ = unit;
  } else if (low) {
    note_replaced(escape_);
    emit(replacement_character);
  } else {
    append_code_point(unit);
  }
}

void JsonReader::Tokenizer::flush_lone_surrogate() {
  if (high_surrogate_ == 0) return;
  high_surrogate_ = 0;
  note_replaced(escape_);
  emit(replacement_character);
}

void JsonReader::Tokenizer::append_code_point(std::uint32_t code_point) {
  std::string character;
  append_utf8(character, code_point);
  emit(character);
}

void JsonReader::Tokenizer::emit(std::string_view piece) {
  if (piece.empty() || error_) return;
  if (after_string_ == State::done) return handler_.on_string_part(piece);
  if (scratch_.size() + piece.size() > limits::token_length_max)
    return stop({ErrorCode::limit_exceeded, "a key longer than " + std::to_string(limits::token_length_max) + " bytes", token_.place()});
  scratch_ += piece;
}

void JsonReader::Tokenizer::end_string(std::string_view last) {
  ++cursor_;
  if (after_string_ == State::done) {
    emit(last);
    end_value();
    if (!error_) handler_.on_string_end();
    return;
  }
  state_ = State::colon;
  if (scratch_.empty() && last.size() <= limits::token_length_max) return handler_.on_key(last);
  emit(last);
  if (!error_) handler_.on_key(scratch_);
  scratch_.clear();
}

void JsonReader::Tokenizer::read_word() {
  const char* from = cursor_;
  while (cursor_ != end_ && is_word(*cursor_)) ++cursor_;
  const std::string_view run(from, cursor_);
  if (cursor_ != end_) return end_word(run);
  if (scratch_.size() + run.size() > word_length_max) return end_word(run);  // refused there
  scratch_ += run;
}

void JsonReader::Tokenizer::end_word(std::string_view last) {
  if (!scratch_.empty()) scratch_ += last;
  const std::string_view word = scratch_.empty() ? last : std::string_view(scratch_);
  end_value();
  if (word.size() > word_length_max)
    return stop({ErrorCode::limit_exceeded, "a number of more than " + std::to_string(word_length_max) + " characters", token_.place()});
  if (word == "true" || word == "false")
    handler_.on_bool(word == "true");
  else if (word == "null" || word == "NaN" || word == "Infinity" || word == "-Infinity")
    handler_.on_null();
  else if (is_number(word))
    handler_.on_number({word});
  else
    stop({ErrorCode::unreadable_report, "'" + std::string(word.substr(0, 40)) + "' is no JSON value", token_.place()});
  scratch_.clear();
}

}  // namespace testledger
