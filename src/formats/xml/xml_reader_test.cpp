#include "formats/xml/xml_reader.hpp"

#include <gtest/gtest.h>

#include <bit>

#include "formats/xml/xml_transcript_test.hpp"
#include "reports/limits.hpp"

namespace testledger {
namespace {

#define FFFD "\xEF\xBF\xBD"

/// Reads whole; every cut into two, and pieces of every small size, must give the same.
XmlReading read(std::string_view bytes) {
  const XmlReading whole = read_xml(bytes);
  for (std::size_t size = 1; size <= 20; ++size) EXPECT_EQ(read_xml(bytes, size), whole) << "in pieces of " << size << ": " << bytes;
  for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
    bool first = true;
    const XmlReading cut_once = read_xml_in_pieces(bytes, [&] { return std::exchange(first, false) ? cut : bytes.size(); });
    EXPECT_EQ(cut_once, whole) << "cut after " << cut << " bytes: " << bytes;
  }
  return whole;
}

TEST(XmlReader, tells_what_the_document_holds) {
  const struct {
    std::string_view why, xml, events;
  } rows[] = {
      {"an empty element", "<a/>", "<a></a>"},
      {"an empty element with a blank", "<a />", "<a></a>"},
      {"a start and an end tag", "<a></a>", "<a></a>"},
      {"blanks in both tags", "<a\n >x</a\t>", "<a>x</a>"},
      {"attributes in both quotes", R"(<a k="it's" l='"so"'/>)", R"(<a k='it's' l='"so"'></a>)"},
      {"blanks around an attribute's equals sign", "<a k = \n'v'/>", "<a k='v'></a>"},
      {"an empty value", "<a k=''/>", "<a k=''></a>"},
      {"a '>' in a value", "<a k='x>y'/>", "<a k='x>y'></a>"},
      {"line ends and tabs in a value are blanks", "<a k='1\n2\t3\r\n4\r5'/>", "<a k='1 2 3 4 5'></a>"},
      {"referred ones are not", "<a k='1&#10;2&#9;3&#13;4'/>", "<a k='1\n2\t3\r4'></a>"},
      {"the five entities", "<a k='&lt;&gt;&amp;&quot;&apos;'>&lt;&gt;&amp;&quot;&apos;</a>", R"(<a k='<>&"''><>&"'</a>)"},
      {"decimal and hexadecimal references", "<a>&#65;&#x42;&#x20AC;&#128722;</a>", "<a>AB€🛒</a>"},
      {"references with leading zeros", "<a>&#0065;&#x00042;</a>", "<a>AB</a>"},
      {"a referred carriage return stays one", "<a>1&#13;&#10;2</a>", "<a>1\r\n2</a>"},
      {"line ends are one line feed", "<a>1\r\n2\r3\n4\r\r\n5</a>", "<a>1\n2\n3\n4\n\n5</a>"},
      {"CDATA", "<a><![CDATA[<b>&amp;]]></a>", "<a><b>&amp;</a>"},
      {"brackets in and around CDATA's end", "<a><![CDATA[]]]><![CDATA[]]]]><![CDATA[] ]> ]] >]]>]]</a>", "<a>]]]] ]> ]] >]]</a>"},
      {"an end of CDATA split over two", "<a><![CDATA[x]]]]><![CDATA[>y]]></a>", "<a>x]]>y</a>"},
      {"empty CDATA", "<a><![CDATA[]]></a>", "<a></a>"},
      {"comments with dashes and markup", "<!-- a - b -- c <x> & --><a><!-----><!--->--></a><!---->", "<a></a>"},
      {"instructions", "<?xml version='1.0'?><?php echo '<a>' ? 1 : 2 ?><a><?x?\?></a><?y?>", "<a></a>"},
      {"a declaration after a blank line", "\n\n<?xml version='1.0'?>\n<a/>\n", "<a></a>"},
      {"a DOCTYPE without declarations of its own", "<!DOCTYPE a PUBLIC '-//x[y]>//' \"http://x/[z].dtd\" ><a/>", "<a></a>"},
      {"prefixes are left alone", "<n:a xmlns:n='u' n:k='1' k='2'/>", "<n:a xmlns:n='u' n:k='1' k='2'></n:a>"},
      {"names of other alphabets", "<тест имя='зоя'/>", "<тест имя='зоя'></тест>"},
      {"nesting", "<a><b><c/>1</b>2<b/></a>", "<a><b><c></c>1</b>2<b></b></a>"},
      {"the end of CDATA as text", "<a>x]]>y</a>", "<a>x]]>y</a>"},
      {"a name that begins like the one before", "<test><testcase/></test>", "<test><testcase></testcase></test>"},
      {"many attributes whose names resemble each other", "<a ab='1' ba='2' aab='3' abb='4' bba='5'/>",
       "<a ab='1' ba='2' aab='3' abb='4' bba='5'></a>"},
  };
  for (const auto& row : rows) {
    const XmlReading reading = read(row.xml);
    EXPECT_EQ(reading.error, std::nullopt) << row.why;
    EXPECT_EQ(reading.events, row.events) << row.why;
    EXPECT_EQ(reading.replaced, 0u) << row.why;
  }
}

TEST(XmlReader, keeps_or_replaces_what_XML_forbids_and_counts_it) {
  const struct {
    std::string_view why, xml, events;
    std::uint64_t replaced, line, column;
  } rows[] = {
      {"raw control characters", "<a>\x1B[31m\x01</a>", "<a>" FFFD "[31m" FFFD "</a>", 2, 1, 4},
      {"a NUL", std::string_view("<a>\0</a>", 8), "<a>" FFFD "</a>", 1, 1, 4},
      {"control characters in a value", "<a\nk='\x02'/>", "<a k='" FFFD "'></a>", 1, 2, 4},
      {"references to control characters", "<a>\n&#27;&#x1b;&#0;</a>", "<a>\n" FFFD FFFD FFFD "</a>", 3, 2, 1},
      {"references to surrogates and beyond Unicode", "<a>&#xD800;&#x110000;&#99999999999;&#xFFFE;</a>", "<a>" FFFD FFFD FFFD FFFD "</a>",
       4, 1, 4},
      {"Latin-1 bytes in UTF-8", "<a>caf\xE9 x\xFC</a>", "<a>caf" FFFD " x" FFFD "</a>", 2, 1, 7},
      {"an overlong form: each byte is none", "<a>\xC0\xAF</a>", "<a>" FFFD FFFD "</a>", 2, 1, 4},
      {"a surrogate in UTF-8", "<a>\xED\xA0\x80</a>", "<a>" FFFD FFFD FFFD "</a>", 3, 1, 4},
      {"a cut sequence is one", "<a>\xF0\x9F\x9B x</a>", "<a>" FFFD " x</a>", 1, 1, 4},
      {"the two noncharacters of XML", "<a>\xEF\xBF\xBE\xEF\xBF\xBF</a>", "<a>" FFFD FFFD "</a>", 2, 1, 4},
      {"undeclared entities stay", "<a k='&nbsp;'>&nbsp;&Uuml;</a>", "<a k='&nbsp;'>&nbsp;&Uuml;</a>", 3, 1, 7},
      {"bare ampersands stay", "<a k='x & y&'>R&D & x&</a>", "<a k='x & y&'>R&D & x&</a>", 5, 1, 9},
      {"references that are none stay", "<a>&;&#;&#x;&#xZZ;&#12a;&lt</a>", "<a>&;&#;&#x;&#xZZ;&#12a;&lt</a>", 6, 1, 4},
      {"an ampersand before a long word", "<a>&abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij;</a>",
       "<a>&abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij;</a>", 1, 1, 4},
      {"the first place, whichever stage finds it", "<a>\n&nbsp;\x01</a>", "<a>\n&nbsp;" FFFD "</a>", 2, 2, 1},
      {"the first place, the other way round", "<a>\n\x01&nbsp;</a>", "<a>\n" FFFD "&nbsp;</a>", 2, 2, 1},
      {"in a comment too", "<a><!--\x01--></a>", "<a></a>", 1, 1, 8},
  };
  for (const auto& row : rows) {
    const XmlReading reading = read(row.xml);
    EXPECT_EQ(reading.error, std::nullopt) << row.why;
    EXPECT_EQ(reading.events, row.events) << row.why;
    EXPECT_EQ(reading.replaced, row.replaced) << row.why;
    EXPECT_EQ(reading.first_replaced.line, row.line) << row.why;
    EXPECT_EQ(reading.first_replaced.column, row.column) << row.why;
  }
}

TEST(XmlReader, refuses_broken_structure_with_its_place) {
  const struct {
    std::string_view why, xml;
    std::uint64_t line, column;
    std::string_view message;
  } rows[] = {
      {"an empty file", "", 1, 1, "before the root"},
      {"blanks alone", "\n \n", 3, 1, "before the root"},
      {"a comment alone", "<!-- x -->", 1, 11, "before the root"},
      {"no XML at all", "not XML", 1, 1, "text before the root"},
      {"log lines before the root", "\nINFO start\n<a/>", 2, 1, "text before the root"},
      {"text after the root", "<a/>\n  x", 2, 3, "text after"},
      {"a second root", "<a/>\n<b/>", 2, 1, "second root element <b>"},
      {"a second document", "<?xml version='1.0'?><a/><?xml version='1.0'?><a/>", 1, 47, "second root"},
      {"CDATA outside the root", "<![CDATA[x]]><a/>", 1, 1, "CDATA outside"},
      {"a mismatched end tag", "<a>\n <b>x</c></a>", 2, 6, "<c> where this is open: <b>"},
      {"an end tag that is longer", "<a>\n</ab>", 2, 1, "<ab> where this is open: <a>"},
      {"an end tag too many", "<a/></a>", 1, 5, "never opened"},
      {"an end inside an element", "<a>\n<b>x", 2, 5, "inside <b>"},
      {"an end inside the outermost element", "<a>\n", 2, 1, "inside <a>"},
      {"an end inside the first tag", "<a k='v", 1, 8, "inside a tag"},
      {"an end behind '<'", "<a><", 1, 5, "inside <a>"},
      {"an end inside a comment", "<a/><!-- x --", 1, 14, "inside a tag, a comment"},
      {"an end inside CDATA", "<a><![CDATA[x]]", 1, 16, "inside <a>"},
      {"an end inside a reference", "<a>&am", 1, 7, "inside <a>"},
      {"an end inside an instruction", "<?xml version='1.0'", 1, 20, "inside a tag"},
      {"an end inside a character", "<a>\xE2\x82", 1, 7, "inside <a>"},
      {"an attribute twice", "<a\n k='1' l='2' k='3'/>", 2, 14, "<k> is there twice"},
      {"an attribute without a value", "<a k>", 1, 5, "<k> has no value"},
      {"a value without quotes", "<a k=v>", 1, 6, "not in quotes"},
      {"attributes without a blank between", "<a k='1'l='2'/>", 1, 9, "unexpected character"},
      {"a '<' in a value", "<a\nk='<b'/>", 2, 4, "\"<\" in an attribute"},
      {"a '<' in a tag", "<a <b>", 1, 4, "name"},
      {"a slash inside a tag", "<a / k='1'>", 1, 4, "\"/\""},
      {"an attribute that begins with a digit", "<a 1='1'/>", 1, 4, "name"},
      {"a bare '<' in text", "<a>x < y</a>", 1, 6, "begins no tag"},
      {"a tag that begins with a digit", "<a><1/></a>", 1, 4, "begins no tag"},
      {"a placeholder", "<a k='<<computed>>'/>", 1, 7, "\"<\" in an attribute"},
      {"an unknown declaration", "<a><!ELEMENT b></a>", 1, 4, "\"<!\""},
      {"a DOCTYPE with declarations", "<!DOCTYPE a [\n<!ENTITY x 'y'>]><a>&x;</a>", 1, 13, "DOCTYPE"},
      {"a DOCTYPE inside the root", "<a><!DOCTYPE a></a>", 1, 4, "DOCTYPE after"},
      {"an unknown encoding", "<?xml version='1.0' encoding='EBCDIC-CP-US'?><a/>", 1, 1, "\"ebcdic-cp-us\""},
      {"a wrong end tag's inside", "<a></a b>", 1, 8, "end tag of <a>"},
      {"columns count bytes of the decoded text", "<a>é<b></c>", 1, 9, "<c> where this is open: <b>"},
      {"lines count carriage returns too", "<a>\r\n\r<b></c>", 3, 4, "<c>"},
  };
  for (const auto& row : rows) {
    const XmlReading reading = read(row.xml);
    ASSERT_TRUE(reading.error.has_value()) << row.why;
    EXPECT_EQ(reading.error->code, ErrorCode::unreadable_report) << row.why;
    EXPECT_NE(reading.error->message.find(row.message), std::string::npos) << row.why << ": " << reading.error->message;
    EXPECT_EQ(reading.error->place->line, row.line) << row.why << ": " << reading.error->message;
    EXPECT_EQ(reading.error->place->column, row.column) << row.why << ": " << reading.error->message;
  }
}

TEST(XmlReader, places_start_tags) {
  const XmlReading reading = read("\n<a>\n  text <b k='1\n2'/><c/>\n</a>");
  const std::vector<Place> places = {{2, 1, 1}, {3, 8, 12}, {4, 5, 24}};
  EXPECT_EQ(reading.places, places);
}

std::string utf16(std::u16string_view text, std::endian order) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
    bytes += order == std::endian::big ? std::string{high, low} : std::string{low, high};
  }
  return bytes;
}

TEST(XmlReader, decodes_the_encodings_that_reports_come_in) {
  const struct {
    std::string_view why;
    std::string bytes;
    std::string_view events;
    std::uint64_t replaced = 0;
  } rows[] = {
      {"UTF-8 is what a file without a declaration is", "<a>ü€🛒</a>", "<a>ü€🛒</a>"},
      {"a UTF-8 mark", "\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?><a>ü</a>", "<a>ü</a>"},
      {"a mark wins over the declaration", "\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?><a>ü</a>", "<a>ü</a>"},
      {"UTF-16 little-endian with a mark", utf16(u"\uFEFF<a k='ü'>€🛒\r\n</a>", std::endian::little), "<a k='ü'>€🛒\n</a>"},
      {"UTF-16 big-endian with a mark", utf16(u"\uFEFF<?xml version='1.0' encoding='UTF-16'?><a>ü🛒</a>", std::endian::big), "<a>ü🛒</a>"},
      {"UTF-16 without a mark", utf16(u"<a>ü</a>", std::endian::little), "<a>ü</a>"},
      {"UTF-16 without a mark, big-endian, after a blank", utf16(u"\n<a>ü</a>", std::endian::big), "<a>ü</a>"},
      {"half a surrogate pair", utf16(std::u16string(u"<a>") + char16_t{0xD83D} + u"x" + char16_t{0xDED2} + u"</a>", std::endian::big),
       "<a>" FFFD "x" FFFD "</a>", 2},
      {".NET declares UTF-16 over UTF-8", "<?xml version='1.0' encoding='utf-16'?><a>ü</a>", "<a>ü</a>"},
      {"Latin-1", "<?xml version='1.0' encoding='ISO-8859-1'?><a k='\xFC'>\xE9\r\n</a>", "<a k='ü'>é\n</a>"},
      {"Latin-1 in small letters and single words", "<?xml version=\"1.0\" encoding=\"latin1\"?><a>\xE9</a>", "<a>é</a>"},
      {"windows-1252", "<?xml version='1.0' encoding='Windows-1252'?><a>\x80\x93\xE9\x81</a>", "<a>€“é" FFFD "</a>", 1},
      {"US-ASCII is read as UTF-8", "<?xml version='1.0' encoding='US-ASCII'?><a>é</a>", "<a>é</a>"},
      {"an empty declaration", "<?xml version='1.0' encoding=''?><a>é</a>", "<a>é</a>"},
      {"the word in a comment declares nothing", "<!-- encoding='latin1' --><a>é</a>", "<a>é</a>"},
      {"a mark and a blank before the declaration", "\xEF\xBB\xBF \n<?xml version='1.0'?><a>é</a>", "<a>é</a>"},
      {"a declaration after a blank line is read too", "\n<?xml version='1.0' encoding='latin1'?><a>\xE9</a>", "<a>é</a>"},
  };
  for (const auto& row : rows) {
    const XmlReading reading = read(row.bytes);
    EXPECT_EQ(reading.error, std::nullopt) << row.why;
    EXPECT_EQ(reading.events, row.events) << row.why;
    EXPECT_EQ(reading.replaced, row.replaced) << row.why;
  }
}

std::string nested(std::size_t depth) {
  std::string xml;
  for (std::size_t i = 0; i < depth; ++i) xml += "<a>";
  for (std::size_t i = 0; i < depth; ++i) xml += "</a>";
  return xml;
}

std::string with_attributes(std::size_t count) {
  std::string xml = "<a";
  for (std::size_t i = 0; i < count; ++i) xml += " k" + std::to_string(i) + "=''";
  return xml + "/>";
}

TEST(XmlReader, tells_offsets_in_the_bytes_that_were_fed) {
  const std::string lines = "<a>\r\n <b k='1\r\n2'/>\r\r\n<b>x\r\n</b>" + std::string(600, ' ') + "\r\n<b/>\n</a>";
  const std::u16string wide = u"\uFEFF<a>\u20AC \U0001F6D2\r\n<b/>\u0001\u0002<b>\u00FC</b>\r\n<b/></a>";
  const struct {
    std::string_view why;
    std::string bytes;
    std::size_t width;
  } rows[] = {
      {"line ends of two bytes", lines, 1},
      {"a byte-order mark", "\xEF\xBB\xBF" + lines, 1},
      {"replaced characters", "<a>\x01\x02\xFF<b/>\xE2\x82<b k='\x1B'/>\x03<b/></a>", 1},
      {"one byte that becomes two", "<?xml version='1.0' encoding='latin1'?><a>\xFC\xDF<b k='\xE4'/>\r\n\xFC<b/></a>", 1},
      {"UTF-16, little end first", utf16(wide, std::endian::little), 2},
      {"UTF-16, big end first", utf16(wide, std::endian::big), 2},
  };
  for (const auto& row : rows) {
    std::vector<std::uint64_t> expected, told;
    for (std::size_t at = 0; at + 2 * row.width <= row.bytes.size(); at += row.width) {
      std::string here = row.bytes.substr(at, 2 * row.width);
      std::erase(here, '\0');
      if (here == "<a" || here == "<b") expected.push_back(at);
    }
    for (const Place& place : read(row.bytes).places) told.push_back(place.offset);
    EXPECT_EQ(told, expected) << row.why;
  }
}

TEST(XmlReader, keeps_to_its_limits_in_any_pieces) {
  const std::string long_name(limits::name_length_max, 'n');
  const std::string value(limits::token_length_max - std::string_view("<a k=''>").size(), 'v');
  const struct {
    std::string_view why;
    std::string within, beyond;
    std::uint64_t column;
  } rows[] = {
      {"depth", nested(limits::element_depth_max), nested(limits::element_depth_max + 1), 3 * limits::element_depth_max + 1},
      {"attributes", with_attributes(limits::attributes_max), with_attributes(limits::attributes_max + 1),
       with_attributes(limits::attributes_max).size()},
      {"an element's name", "<" + long_name + "/>", "<" + long_name + "n/>", 1},
      {"a tag", "<a k='" + value + "'></a>", "<a k='" + value + "v'></a>", 1},
  };
  for (const auto& row : rows) {
    for (const std::size_t piece : {std::string::npos, std::size_t{4096}}) {
      EXPECT_EQ(read_xml(row.within, piece).error, std::nullopt) << row.why;
      const auto error = read_xml(row.beyond, piece).error;
      ASSERT_TRUE(error.has_value()) << row.why;
      EXPECT_EQ(error->code, ErrorCode::limit_exceeded) << row.why << ": " << error->message;
      EXPECT_EQ(error->place->column, row.column) << row.why << ": " << error->message;
    }
  }
}

TEST(XmlReader, stays_linear_with_hostile_input) {
  std::string attributes = "<a";
  for (int i = 0; i < 200'000; ++i) attributes += " k" + std::to_string(i) + "='v'";
  std::string open;
  for (int i = 0; i < 2'000'000; ++i) open += "<a>";
  const std::string much(4'000'000, ']');
  const struct {
    std::string_view why;
    std::string xml;
    std::size_t piece;
    bool fits;
  } rows[] = {
      {"a long value in small pieces", "<a k='" + much + "'/>", 20, true},
      {"a long CDATA of brackets in small pieces", "<a><![CDATA[" + much + "]]></a>", 20, true},
      {"a long comment of brackets and dashes", "<a><!--" + much + std::string(4'000'000, '-') + "--></a>", 20, true},
      {"ampersands", "<a>" + std::string(2'000'000, '&') + "</a>", 20, true},
      {"carriage returns", "<a>" + std::string(2'000'000, '\r') + "</a>", 20, true},
      {"attributes", attributes, 4096, false},
      {"open elements", open, 4096, false},
      {"a tag that never ends", "<a " + std::string(20'000'000, ' '), 4096, false},
  };
  for (const auto& row : rows) {
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(!read_xml(row.xml, row.piece).error, row.fits) << row.why;
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(seconds.count(), 20) << row.why;  // quadratic would be minutes; the margin is for a loaded machine with sanitizers
  }
}

class Refusing : public XmlTranscript {
 public:
  const Error* on_start(std::string_view name, const XmlAttributes&) override { return name == "bad" ? &enough_ : nullptr; }

 private:
  const Error enough_{ErrorCode::limit_exceeded, "enough"};
};

TEST(XmlReader, stops_at_an_error_of_its_handler) {
  Refusing handler;
  XmlReader reader(handler);
  const auto result = reader.feed("<a><bad/><worse></a>");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "enough");
}

TEST(XmlReader, finds_attributes_by_name) {
  const XmlAttribute list[] = {{"a", "1"}, {"n:b", ""}};
  const XmlAttributes attributes(list);
  EXPECT_EQ(attributes["a"], "1");
  EXPECT_EQ(attributes["n:b"], "");
  EXPECT_TRUE(attributes.has("n:b"));
  EXPECT_FALSE(attributes.has("b"));
  EXPECT_EQ(local_name("n:b"), "b");
  EXPECT_EQ(local_name("b"), "b");
}

}  // namespace
}  // namespace testledger
