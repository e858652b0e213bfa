#include "formats/json/json_reader.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "reports/limits.hpp"

namespace testledger {
namespace {

/// Writes the events down, strings whole.
class Transcript : public JsonHandler {
 public:
  void on_object_begin() override {
    text += '{';
    if (reader != nullptr) offsets.push_back(reader->place().offset);
  }
  void on_object_end() override { text += '}'; }
  void on_array_begin() override { text += '['; }
  void on_array_end() override { text += ']'; }
  void on_key(std::string_view key) override { text += "<" + std::string(key) + ">"; }
  void on_string_part(std::string_view piece) override { string += piece; }
  void on_string_end() override { text += "'" + std::exchange(string, {}) + "'"; }
  void on_number(const JsonNumber& number) override { text += std::string(number.text) + ' '; }
  void on_bool(bool value) override { text += value ? 'T' : 'F'; }
  void on_null() override { text += 'N'; }

  const JsonReader* reader = nullptr;
  std::string text;
  std::string string;
  std::vector<std::uint64_t> offsets;  ///< of the objects
};

struct Reading {
  std::string events;
  std::optional<Error> error;
  std::uint64_t replaced = 0;
  Place first_replaced;
  std::vector<std::uint64_t> offsets = {};

  bool operator==(const Reading&) const = default;
};

Reading read(std::string_view bytes, std::size_t chunk_size) {
  Transcript transcript;
  JsonReader reader(transcript);
  transcript.reader = &reader;
  Result<void> result;
  for (std::size_t at = 0; result && at < bytes.size(); at += chunk_size) result = reader.feed(bytes.substr(at, chunk_size));
  if (result) result = reader.finish();
  Reading reading{transcript.text, std::nullopt, reader.replaced(), reader.first_replaced(), transcript.offsets};
  if (!result) reading.error = result.error();
  return reading;
}

/// Reads whole and checks that chunks of every size up to 7 give the same.
Reading read(std::string_view bytes) {
  const Reading whole = read(bytes, bytes.size() + 1);
  for (std::size_t chunk_size = 1; chunk_size < 8; ++chunk_size) {
    const Reading cut = read(bytes, chunk_size);
    EXPECT_EQ(cut.events, whole.events) << "in chunks of " << chunk_size << ": " << bytes;
    EXPECT_EQ(cut.error.has_value() ? cut.error->message : "", whole.error.has_value() ? whole.error->message : "") << chunk_size;
    EXPECT_EQ(cut, whole) << "in chunks of " << chunk_size << ": " << bytes;
  }
  return whole;
}

std::string utf16(std::u16string_view text, std::endian order) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    bytes += order == std::endian::big ? std::string{high, low} : std::string{low, high};
  }
  return bytes;
}

#define FFFD "\xEF\xBF\xBD"

TEST(JsonReader, TellsWhatTheDocumentHolds) {
  const struct {
    std::string_view why, json, events;
  } rows[] = {
      {"an empty object", "{}", "{}"},
      {"an empty list with blanks", " [ \r\n\t] ", "[]"},
      {"keys, texts and nesting", R"({"a":"x","b":["y",{"c":""}]})", "{<a>'x'<b>['y'{<c>''}]}"},
      {"numbers keep their text", "[0,-1,12.50,1e5,-0.1E-7,12345678901234567890]", "[0 -1 12.50 1e5 -0.1E-7 12345678901234567890 ]"},
      {"a number may end the file", "12", "12 "},
      {"words", "[true,false,null]", "[TFN]"},
      {"what Python writes for floats without a value", "[NaN,Infinity,-Infinity]", "[NNN]"},
      {"escapes", R"(["\"\\\/\b\f\n\r\t\u0041\u00e9\u20ac\ud83d\ude00"])", "['\"\\/\b\f\n\r\tA\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80']"},
      {"escaped keys", R"({"\u0061b\n":1})", "{<ab\n>1 }"},
      {"text beyond ASCII", "[\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80 and a long plain tail\"]",
       "['\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80 and a long plain tail']"},
      {"a byte-order mark", "\xEF\xBB\xBF[1]", "[1 ]"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    const Reading reading = read(row.json);
    EXPECT_EQ(reading.events, row.events);
    EXPECT_FALSE(reading.error.has_value());
    EXPECT_EQ(reading.replaced, 0u);
  }
}

TEST(JsonReader, ReadsUtf16AsPowerShellWritesIt) {
  for (const auto order : {std::endian::little, std::endian::big})
    for (const std::u16string_view mark : {u"\uFEFF", u""}) {
      const Reading reading = read(utf16(std::u16string(mark) + u"{\"k\u00e9\":\"\u20ac \U0001F600\"}", order));
      EXPECT_EQ(reading.events, "{<k\xC3\xA9>'\xE2\x82\xAC \xF0\x9F\x98\x80'}");
      EXPECT_EQ(reading.replaced, 0u);
    }
}

TEST(JsonReader, TellsOffsetsInTheBytesThatWereFed) {
  const std::u16string_view wide = u"\uFEFF[{}, \"\u20AC\u00FC \U0001F600\", {}\r\n,{}]";
  EXPECT_EQ(read("\xEF\xBB\xBF[{},\r\n\"\xC3\xA9\", {}]").offsets, (std::vector<std::uint64_t>{4, 15}));
  for (const auto order : {std::endian::little, std::endian::big})
    EXPECT_EQ(read(utf16(wide, order)).offsets, (std::vector<std::uint64_t>{4, 30, 40})) << (order == std::endian::big);
}

TEST(JsonReader, ReplacesAndCountsWhatIsNoCharacter) {
  const struct {
    std::string_view why, json, events;
    std::uint64_t replaced;
    Place first;
  } rows[] = {
      {"a lone high surrogate", R"(["\ud83dx"])", "['" FFFD "x']", 1, {1, 3, 2}},
      {"a lone high surrogate at the end", R"(["\ud83d"])", "['" FFFD "']", 1, {1, 3, 2}},
      {"a lone low surrogate", R"(["a\ude00"])", "['a" FFFD "']", 1, {1, 4, 3}},
      {"two high surrogates, the second with its half", R"(["\ud83d\ud83d\ude00"])", "['" FFFD "\xF0\x9F\x98\x80']", 1, {1, 3, 2}},
      {"a high surrogate before another escape", R"(["\ud83d\n\ud83d\u0041"])", "['" FFFD "\n" FFFD "A']", 2, {1, 3, 2}},
      {"a byte that begins no character", "[\n\"a\xFF\"]", "['a" FFFD "']", 1, {2, 3, 4}},
      {"a sequence cut by the end of the text", "[\"\xE2\x82\"]", "['" FFFD "']", 1, {1, 3, 2}},
      {"a surrogate in UTF-8", "[\"\xED\xA0\x80\"]", "['" FFFD FFFD FFFD "']", 3, {1, 3, 2}},
      {"an overlong form", "[\"\xC0\xAF\"]", "['" FFFD FFFD "']", 2, {1, 3, 2}},
      {"in a key", "{\"\xFF\":1}", "{<" FFFD ">1 }", 1, {1, 3, 2}},
      {"raw control characters stay", "[\"a\tb\x1B\n\"]", "['a\tb\x1B\n']", 3, {1, 4, 3}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    const Reading reading = read(row.json);
    EXPECT_EQ(reading.events, row.events);
    EXPECT_FALSE(reading.error.has_value());
    EXPECT_EQ(reading.replaced, row.replaced);
    EXPECT_EQ(reading.first_replaced, row.first);
  }
}

TEST(JsonReader, RefusesWhatIsNotJsonAndSaysWhere) {
  const struct {
    std::string_view why, json, message;
    std::uint64_t line, column;
  } rows[] = {
      {"nothing at all", "", "holds no JSON", 1, 1},
      {"blanks only", " \n ", "holds no JSON", 2, 2},
      {"no JSON", "hello there", "'hello' is no JSON value", 1, 1},
      {"a key without quotes", "{\n  a: 1}", "'a' stands where JSON wants a key", 2, 3},
      {"a comma too many in an object", "{\"a\":1,}", "'}' stands where JSON wants a key", 1, 8},
      {"a comma too many in a list", "[1,]", "']' stands where JSON wants a value", 1, 4},
      {"no colon", "{\"a\" 1}", "'1' stands where JSON wants ':'", 1, 6},
      {"no comma", "[1 2]", "'2' stands where JSON wants ',' or ']'", 1, 4},
      {"the wrong bracket", "[1}", "'}' stands where JSON wants ',' or ']'", 1, 3},
      {"a second document", "{}\n{}", "after the end", 2, 1},
      {"an unknown escape", "[\"\\x\"]", "'x' stands where JSON wants one of", 1, 4},
      {"a short hexadecimal escape", "[\"\\u12\"]", "four hexadecimal digits", 1, 7},
      {"a leading zero", "[01]", "'01' is no JSON value", 1, 2},
      {"a number without digits", "[-]", "'-' is no JSON value", 1, 2},
      {"a point without digits", "[1.]", "'1.' is no JSON value", 1, 2},
      {"an exponent without digits", "[1e+]", "'1e+' is no JSON value", 1, 2},
      {"Python's words", "[True]", "'True' is no JSON value", 1, 2},
      {"cut in a list", "[1,\n2", "ends before its JSON does", 2, 2},
      {"cut in a string", "[\n\"abc", "ends before its JSON does", 2, 5},
      {"cut in a key", "{\"a", "ends before its JSON does", 1, 4},
      {"cut in a word", "tr", "'tr' is no JSON value", 1, 1},
      {"a byte that is no text", "[\x01]", "byte 1 stands where JSON wants a value", 1, 2},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    const Reading reading = read(row.json);
    ASSERT_TRUE(reading.error.has_value());
    EXPECT_EQ(reading.error->code, ErrorCode::unreadable_report);
    EXPECT_NE(reading.error->message.find(row.message), std::string::npos) << reading.error->message;
    EXPECT_EQ(reading.error->place->line, row.line);
    EXPECT_EQ(reading.error->place->column, row.column);
  }
}

TEST(JsonReader, HasLimits) {
  const std::string allowed = std::string(limits::json_depth_max, '[') + std::string(limits::json_depth_max, ']');
  EXPECT_FALSE(read(allowed).error.has_value());
  EXPECT_EQ(read("[" + allowed + "]").error->code, ErrorCode::limit_exceeded);
  EXPECT_EQ(read("[" + std::string(1024, '1') + "]").error, std::nullopt);
  EXPECT_EQ(read("[" + std::string(1025, '1') + "]").error->code, ErrorCode::limit_exceeded);
}

TEST(JsonReader, EveryTruncationIsRefused) {
  const std::string json = "{\"a\": [1, -2.5, true, null, {\"b\\n\": \"x\\u00e9\\ud83d\\ude00 \xE2\x82\xAC\"}], \"c\": \"\"}";
  ASSERT_FALSE(read(json).error.has_value());
  for (std::size_t length = 0; length < json.size(); ++length)
    EXPECT_TRUE(read(std::string_view(json).substr(0, length)).error.has_value()) << length;
}

TEST(JsonReader, WorksOutNumbersWhenAsked) {
  EXPECT_EQ(JsonNumber{"-12"}.as_integer(), -12);
  EXPECT_EQ(JsonNumber{"1.5"}.as_integer(), std::nullopt);
  EXPECT_EQ(JsonNumber{"99999999999999999999"}.as_integer(), std::nullopt);
  EXPECT_DOUBLE_EQ(JsonNumber{"1.5e3"}.as_double(), 1500);
}

void write_down(const boost::json::value& value, std::string& text) {
  switch (value.kind()) {
    case boost::json::kind::object:
      text += '{';
      for (const auto& [key, inner] : value.get_object()) text += "<" + std::string(key) + ">", write_down(inner, text);
      text += '}';
      break;
    case boost::json::kind::array:
      text += '[';
      for (const auto& inner : value.get_array()) write_down(inner, text);
      text += ']';
      break;
    case boost::json::kind::string: text += "'" + std::string(value.get_string()) + "'"; break;
    case boost::json::kind::bool_: text += value.get_bool() ? 'T' : 'F'; break;
    case boost::json::kind::null: text += 'N'; break;
    default: text += boost::json::serialize(value) + ' ';
  }
}

/// Boost.JSON is the oracle: of twenty thousand damaged documents it must refuse the same ones and read the others alike.
TEST(JsonReader, AgreesWithBoostJson) {
  const std::string base =
      R"({"a":[1,-20,true,false,null,"x\ny\u00e9"],"b":{"c":"\ud83d\ude00","d":[]},"k":"plain stuff","f":[{},{"g":7}]})";
  const std::string_view letters = "{}[]:,\"\\0123456789-+eE.tfnu \x80\xC3\xA9";
  std::uint32_t random = 1;
  const auto next = [&](std::size_t below) { return (random = random * 1664525 + 1013904223) / 65536 % below; };
  int accepted = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string json = base;
    for (std::size_t change = next(2) + 1; change > 0; --change) json[next(json.size())] = letters[next(letters.size())];
    boost::json::error_code refused;
    const boost::json::value value = boost::json::parse(json, refused);
    const Reading reading = read(json, 1 + next(20));
    if (reading.replaced > 0) continue;  // only we go on there
    ASSERT_EQ(reading.error.has_value(), refused.failed()) << json << " " << (reading.error ? reading.error->message : refused.message());
    if (refused || reading.events.find_first_of(".eE") != std::string::npos) continue;  // numbers are written differently
    std::string expected;
    write_down(value, expected);
    if (json.find("-0") != std::string::npos) continue;                                          // Boost gives 0
    if (std::ranges::count(reading.events, '<') != std::ranges::count(expected, '<')) continue;  // it keeps a repeated key once
    EXPECT_EQ(reading.events, expected) << json;
    ++accepted;
  }
  EXPECT_GT(accepted, 1000);
}

}  // namespace
}  // namespace testledger
