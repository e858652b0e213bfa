#include "formats/json/key_reader.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

/// Books in lists, each with a title, authors, a table and parts that are books again.
class BookReader : public KeyReader<BookReader> {
 public:
  static const Row& root() {
    static constexpr Row row{
        .name = "", .begin = &BookReader::begin_book, .end = &BookReader::end_book, .children = &BookReader::book, .test = true};
    return row;
  }
  void cut_short() {
    book_.origin = TestOrigin::cut_short;
    hand_on(book_);
  }
  void at_end() { warn("read", "to the end"); }

 private:
  static Table book() {
    static constexpr Row rows[] = {
        {.name = "title", .text = &BookReader::title, .text_max = 10},
        {.name = "authors", .text = &BookReader::author, .children = &BookReader::person},
        {.name = "table", .text = &BookReader::cell, .list_begin = &BookReader::row_begins, .list_end = &BookReader::row_ends},
        {.name = "parts", .begin = &BookReader::begin_part, .end = &BookReader::end_part, .children = &BookReader::book},
    };
    return rows;
  }
  static Table person() {
    static constexpr Row rows[] = {{.name = "name", .text = &BookReader::author}};
    return rows;
  }

  void begin_book() {
    book_.description += "(";
    book_.place = place();
  }
  void end_book() {
    book_.description += ")";
    hand_on(book_);
  }
  void begin_part() { book_.description += "<"; }
  void end_part() { book_.description += ">"; }
  void title(std::string text) { book_.description += text; }
  void author(std::string text) { book_.tags.push_back(std::move(text)); }
  void cell(std::string text) { book_.output += text + " "; }
  void row_begins() { book_.output += "["; }
  void row_ends() { book_.output += "]"; }

  ReportedTest book_;
};

struct Kept : ReportSink {
  void on_test(ReportedTest&& test) override { tests.push_back(std::move(test)); }
  void on_warning(ReportWarning&& warning) override { warnings.push_back(std::move(warning)); }
  std::vector<ReportedTest> tests;
  std::vector<ReportWarning> warnings;
};

Result<void> read(std::string_view json, Kept& kept, std::size_t chunk_size) {
  BookReader reader;
  for (std::size_t at = 0; at < json.size(); at += chunk_size) TRY(reader.feed(json.substr(at, chunk_size), kept));
  return reader.finish(kept);
}

TEST(KeyReader, HandsEachValueToTheHandlerOfItsKey) {
  const struct {
    std::string_view why, json, description, output;
    std::vector<std::string> tags;
  } rows[] = {
      {"an object", R"({"title":"A","authors":["x","y"]})", "(A)", "", {"x", "y"}},
      {"unknown keys are skipped with all below", R"({"q":{"title":"no"},"title":"A","r":[[{"title":"no"}]],"s":"no"})", "(A)", "", {}},
      {"a number or truth value is text, null is absent", R"({"title":12.50,"authors":[true,null,-3]})", "(12.50)", "", {"true", "-3"}},
      {"an object and a text in one list", R"({"authors":["x",{"name":"y","q":1}]})", "()", "", {"x", "y"}},
      {"an object where only text is known", R"({"title":{"title":"no"}})", "()", "", {}},
      {"text where only objects are known", R"({"parts":["no",1]})", "()", "", {}},
      {"lists in lists", R"({"table":[["a","b"],["c"]]})", "()", "[[a b ][c ]]", {}},
      {"long text is cut", R"({"title":"0123456789abc"})", "(0123456789[+3 bytes])", "", {}},
      {"an empty text is handed on", R"({"authors":""})", "()", "", {""}},
      {"a table may name itself", R"({"parts":[{"title":"B","parts":{"title":"C"}}]})", "(<B<C>>)", "", {}},
      {"a list at the top", R"([{"title":"A"}])", "(A)", "", {}},
  };
  for (const auto& row : rows)
    for (const std::size_t chunk_size : {1u, 3u, 1000u}) {
      SCOPED_TRACE(std::string(row.why) + ", in chunks of " + std::to_string(chunk_size));
      Kept kept;
      ASSERT_TRUE(read(row.json, kept, chunk_size));
      ASSERT_EQ(kept.tests.size(), 1u);
      EXPECT_EQ(kept.tests[0].description, row.description);
      EXPECT_EQ(kept.tests[0].output, row.output);
      EXPECT_EQ(kept.tests[0].tags, row.tags);
      EXPECT_EQ(kept.warnings.size(), 1u);
    }
}

TEST(KeyReader, ACutTestIsHandedOnBeforeTheError) {
  Kept kept;
  const auto read_all = read("[\n  {\"title\": \"A\", ", kept, 4);
  ASSERT_FALSE(read_all);
  EXPECT_EQ(read_all.error().place->line, 2u);
  ASSERT_EQ(kept.tests.size(), 1u);
  EXPECT_EQ(kept.tests[0].origin, TestOrigin::cut_short);
  EXPECT_EQ(kept.tests[0].place, (Place{2, 3, 4}));
}

TEST(KeyReader, WarnsOfReplacedCharacters) {
  Kept kept;
  ASSERT_TRUE(read("{\"q\":\"\xFF\"}", kept, 100));
  ASSERT_EQ(kept.warnings.size(), 2u);
  EXPECT_EQ(kept.warnings[0].code, "replaced_characters");
  EXPECT_EQ(kept.warnings[0].place, (Place{1, 7, 6}));
}

}  // namespace
}  // namespace testledger
