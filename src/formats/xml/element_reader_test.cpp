#include "formats/xml/element_reader.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

/// Writes down which handlers are called, for elements <list> of <item>s with a <note> that keeps 8 bytes of text.
class ListReader : public ElementReader<ListReader> {
 public:
  static Table roots() {
    static constexpr Row rows[] = {{.name = "list", .children = in_list}};
    return rows;
  }
  void at_end() { log += "."; }
  void cut_short() { log += "~"; }

  std::string log;

 private:
  static Table in_list() {
    static constexpr Row rows[] = {
        {.name = "item", .start = &ListReader::start_item, .end = &ListReader::end_item, .children = in_item, .test = true},
        {.name = "note", .end = &ListReader::end_note, .text_max = 8, .children = in_note},
    };
    return rows;
  }
  static Table in_note() {
    static constexpr Row rows[] = {{.name = "inner", .end = &ListReader::end_inner, .text_max = 4}};
    return rows;
  }
  static Table in_item() {
    static constexpr Row rows[] = {{.name = "item", .start = &ListReader::start_item, .end = &ListReader::end_item, .children = in_item},
                                   {.name = "*", .start = &ListReader::start_other}};
    return rows;
  }

  void start_item(const XmlAttributes& attributes) {
    log += "(" + std::string(attributes["k"]);
    if (attributes.has("fail")) fail(ErrorCode::limit_exceeded, "told to");
  }
  void end_item(std::string) {
    log += ")";
    ReportedTest test;
    test.name = "handed on";
    hand_on(test);
    EXPECT_EQ(test, ReportedTest{});
  }
  void end_note(std::string text) { log += "'" + text + "'"; }
  void end_inner(std::string text) { log += "\"" + text + "\""; }
  void start_other(const XmlAttributes&) { log += std::string(element()) + std::to_string(depth()); }
};

struct Sink : ReportSink {
  void on_test(ReportedTest&&) override { ++tests; }
  void on_warning(ReportWarning&& warning) override { warnings.push_back(std::move(warning)); }
  int tests = 0;
  std::vector<ReportWarning> warnings;
};

TEST(ElementReader, calls_the_handlers_of_its_tables) {
  const struct {
    std::string_view why, xml, log;
    int tests;
  } rows[] = {
      {"named elements in their place", "<list><item k='1'/><item k='2'/></list>", "(1)(2).", 2},
      {"a namespace's prefix does not matter", "<x:list xmlns:x='u'><x:item k='1'/></x:list>", "(1).", 1},
      {"unknown elements are ignored with all below", "<list><odd><item k='1'/></odd><item k='2'/></list>", "(2).", 1},
      {"a table may name itself", "<list><item k='1'><item k='2'/></item></list>", "(1(2)).", 2},
      {"a table may name every other element", "<list><item k='1'><p:some/><more/></item></list>", "(1some3more3).", 1},
      {"text in pieces, with entities and CDATA", "<list><note>a&amp;b<![CDATA[<c>]]></note></list>", "'a&b<c>'.", 0},
      {"text is cut at its limit", "<list><note>123456789</note></list>", "'12345678[+1 bytes]'.", 0},
      {"markup's text belongs to the element around it", "<list><note>a<b>c<i>d</i></b>e</note></list>", "'acde'.", 0},
      {"a named element below has its own", "<list><note>a<inner>b</inner>c</note><note/></list>", "\"b\"'ac'''.", 0},
      {"text of elements that keep none is dropped", "<list>x<item k='1'>y</item>z</list>", "(1).", 1},
  };
  for (const auto& row : rows) {
    for (const std::size_t piece : {std::size_t{1}, row.xml.size()}) {
      ListReader reader;
      Sink sink;
      for (std::size_t at = 0; at < row.xml.size(); at += piece) ASSERT_TRUE(reader.feed(row.xml.substr(at, piece), sink)) << row.why;
      ASSERT_TRUE(reader.finish(sink)) << row.why;
      EXPECT_EQ(reader.log, row.log) << row.why;
      EXPECT_EQ(sink.tests, row.tests) << row.why;
      EXPECT_TRUE(sink.warnings.empty()) << row.why;
    }
  }
}

TEST(ElementReader, hands_on_a_test_that_the_end_of_the_file_cuts) {
  const struct {
    std::string_view why, xml, log;
  } rows[] = {
      {"inside the test", "<list><item k='1'>", "(1~"},
      {"below the test", "<list><item k='1'><item k='2'/><odd>", "(1(2)odd3~"},
      {"inside a tag below the test", "<list><item k='1'><odd a='", "(1~"},
      {"outside any test", "<list><item k='1'/>", "(1)"},
      {"an error of the handler", "<list><item k='1' fail=''/></list>", "(1~"},
  };
  for (const auto& row : rows) {
    ListReader reader;
    Sink sink;
    auto result = reader.feed(row.xml, sink);
    if (result) result = reader.finish(sink);
    EXPECT_FALSE(result) << row.why;
    EXPECT_EQ(reader.log, row.log) << row.why;
  }
}

TEST(ElementReader, refuses_another_root) {
  ListReader reader;
  Sink sink;
  const auto result = reader.feed("\n <other/>", sink);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::unreadable_report);
  EXPECT_EQ(result.error().place, (Place{2, 2, 2}));
}

TEST(ElementReader, warns_of_replaced_characters_once) {
  ListReader reader;
  Sink sink;
  ASSERT_TRUE(reader.feed("<list>\n\x01<note>\x02&bad;</note></list>", sink));
  ASSERT_TRUE(reader.finish(sink));
  ASSERT_EQ(sink.warnings.size(), 1u);
  EXPECT_EQ(sink.warnings[0].code, "replaced_characters");
  EXPECT_EQ(sink.warnings[0].message.substr(0, 2), "3 ");
  EXPECT_EQ(sink.warnings[0].place, (Place{2, 1, 7}));
}

}  // namespace
}  // namespace testledger
