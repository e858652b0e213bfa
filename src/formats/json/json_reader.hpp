#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "core/result.hpp"

namespace testledger {

/// A number as written; its value is only worked out when somebody asks.
struct JsonNumber {
  std::string_view text;

  double as_double() const;
  /// Nothing when it is no whole number or does not fit.
  std::optional<std::int64_t> as_integer() const;
};

/// Takes the events of a JsonReader. Views are valid during the call.
class JsonHandler {
 public:
  virtual ~JsonHandler() = default;
  virtual void on_object_begin() = 0;
  virtual void on_object_end() = 0;
  virtual void on_array_begin() = 0;
  virtual void on_array_end() = 0;
  virtual void on_key(std::string_view key) = 0;
  /// A string in pieces of any size, none for the empty string; on_string_end follows.
  virtual void on_string_part(std::string_view piece) = 0;
  virtual void on_string_end() = 0;
  virtual void on_number(const JsonNumber& number) = 0;
  virtual void on_bool(bool value) = 0;
  virtual void on_null() = 0;
};

/// Streaming JSON tokenizer for reports as runners really write them: lenient about characters, strict about structure.
///  - Encodings: UTF-8, UTF-16LE/BE, by byte-order mark or by where the first character's zero byte is.
///  - Invalid UTF-8, lone surrogates and their escapes become U+FFFD, raw control characters in strings stay; all of these
///    are counted in `replaced()`. NaN and Infinity (Python writes them) are null.
///  - Anything else that RFC 8259 forbids, text after the document and an early end are errors with the failing place.
/// Any chunking of the bytes gives the same events but for how strings are cut into pieces. Memory is bounded: only keys and
/// numbers that cross a chunk border are kept. Depth is limited by limits::json_depth_max.
class JsonReader {
 public:
  explicit JsonReader(JsonHandler& handler);
  ~JsonReader();
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;

  Result<void> feed(std::string_view chunk);
  Result<void> finish();
  /// In place of finish, when nothing is wrong but that the document ends too early: says so, with the place. A character or
  /// number that the bytes end in is left out.
  std::optional<Error> missing_end() const;

  /// For handlers: ends the reading with this error after the current event.
  void stop(Error error);

  /// Place of the token whose event is being delivered, or of the last one; its offset is that in the bytes that were fed.
  Place place() const;
  /// How many characters had to be replaced or kept although JSON forbids them, so far.
  std::uint64_t replaced() const;
  /// Where the first of them was; meaningful when replaced() > 0.
  Place first_replaced() const;

 private:
  class Decoder;
  class Tokenizer;
  std::unique_ptr<Decoder> decoder_;
  std::unique_ptr<Tokenizer> tokenizer_;
};

}  // namespace testledger
