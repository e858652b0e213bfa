#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "formats/json/json_reader.hpp"
#include "reports/limits.hpp"

namespace testledger {

/// JsonReader over UTF-8 without byte-order mark: a state machine that may stop after any byte.
class JsonReader::Tokenizer {
 public:
  explicit Tokenizer(JsonHandler& handler) : handler_(handler) {}

  Result<void> feed(std::string_view chunk);
  Result<void> finish();
  std::optional<Error> missing_end() const;
  void stop(Error error);
  Place place() const { return token_.place(); }
  std::uint64_t replaced() const { return replaced_; }
  Place first_replaced() const { return first_replaced_; }

 private:
  enum class State { value, value_or_end, key, key_or_end, colon, comma_or_end, string, escape, unicode, word, done };
  enum class Container { array, object };

  struct Mark {
    std::uint64_t offset = 0;
    std::uint64_t line = 1;
    std::uint64_t line_start = 0;
    Place place() const { return {line, offset - line_start + 1, offset}; }
  };

  Mark here() const { return {base_ + static_cast<std::uint64_t>(cursor_ - begin_), line_, line_start_}; }
  void fail(std::string message) { stop({ErrorCode::unreadable_report, std::move(message), here().place()}); }
  void fail_unexpected(std::string_view wanted);
  void note_replaced(Mark where);
  void new_line_after(const char* newline);

  void step();
  void skip_blanks();
  void read_structure();
  void begin_value();
  void begin_string(State after);
  void open(Container container);
  void close(Container container);
  void end_value() { state_ = depth_ == 0 ? State::done : State::comma_or_end; }

  void read_string();
  const char* read_special(const char* at, const char*& from);
  void complete_sequence();
  void read_escape();
  void read_unicode();
  void take_code_unit(std::uint32_t unit);
  void flush_lone_surrogate();
  void append_code_point(std::uint32_t code_point);
  void emit(std::string_view piece);
  void end_string(std::string_view last);

  void read_word();
  void end_word(std::string_view word);

  JsonHandler& handler_;
  State state_ = State::value;
  State after_string_ = State::done;  ///< colon for a key, done for a value
  std::bitset<limits::json_depth_max> is_object_;
  std::size_t depth_ = 0;
  std::string scratch_;  ///< a key or word that crosses a chunk border
  std::string tail_;     ///< a UTF-8 sequence that does
  std::uint32_t code_unit_ = 0;
  int hex_digits_ = 0;
  std::uint32_t high_surrogate_ = 0;
  Mark escape_;  ///< where the last "\u" or the surrogate that waits for its other half stands

  const char* begin_ = nullptr;
  const char* cursor_ = nullptr;
  const char* end_ = nullptr;
  std::uint64_t base_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t line_start_ = 0;
  Mark token_;
  std::uint64_t replaced_ = 0;
  Place first_replaced_;
  std::optional<Error> error_;
};

}  // namespace testledger
