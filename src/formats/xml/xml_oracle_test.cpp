// expat is the oracle: on every well-formed document both must tell the same.
#include <expat.h>
#include <gtest/gtest.h>

#include <random>

#include "formats/xml/xml_transcript_test.hpp"

namespace testledger {
namespace {

/// What expat tells of a document; nothing when it is not well-formed.
std::optional<std::string> told_by_expat(std::string_view bytes) {
  std::string text;
  const XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetUserData(parser, &text);
  XML_SetElementHandler(
      parser,
      [](void* into, const XML_Char* name, const XML_Char** attributes) {
        auto& told = *static_cast<std::string*>(into);
        told += "<" + std::string(name);
        for (; *attributes; attributes += 2) told += " " + std::string(attributes[0]) + "='" + attributes[1] + "'";
        told += ">";
      },
      [](void* into, const XML_Char* name) { *static_cast<std::string*>(into) += "</" + std::string(name) + ">"; });
  XML_SetCharacterDataHandler(parser, [](void* into, const XML_Char* piece, int length) {
    static_cast<std::string*>(into)->append(piece, static_cast<std::size_t>(length));
  });
  const bool read = XML_Parse(parser, bytes.data(), static_cast<int>(bytes.size()), XML_TRUE) == XML_STATUS_OK;
  XML_ParserFree(parser);
  return read ? std::optional(text) : std::nullopt;
}

/// Documents with everything that XML has but a DTD, from a seed.
class Documents {
 public:
  explicit Documents(std::uint32_t seed) : random_(seed) {}

  std::string next() {
    text_ = pick({"", "<?xml version='1.0'?>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n", "\xEF\xBB\xBF", "<!-- - x -->\n",
                  "<!DOCTYPE a SYSTEM 'x'>"});
    element(0);
    text_ += pick({"", "\n", "<!--y-->", "<?z z?>"});
    return text_;
  }

  /// The document with some of its bytes replaced, dropped or doubled.
  std::string broken(std::string document) {
    for (std::size_t changes = 1 + below(3); changes > 0 && !document.empty(); --changes) {
      const std::size_t at = below(document.size());
      constexpr std::string_view bytes = "<>&;'\"=/!-[]? \n\r\t?xa1\x01\x80\xE2\xFF";
      if (below(3) == 0)
        document.erase(at, 1);
      else if (below(2) == 0)
        document[at] = bytes[below(bytes.size())];
      else
        document.insert(at, 1, bytes[below(bytes.size())]);
    }
    return document;
  }

  std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_); }

 private:
  std::string pick(std::initializer_list<std::string_view> choices) { return std::string(choices.begin()[below(choices.size())]); }

  void element(int depth) {
    const std::string name = pick({"a", "testcase", "n:b", "é", "a-b.c_1", "long_name_of_an_element_that_goes_on"});
    text_ += "<" + name;
    const std::size_t attributes = below(5);
    for (std::size_t i = 0; i < attributes; ++i) attribute(i);
    text_ += pick({"", " ", "\r\n"});
    if (below(4) == 0) {
      text_ += "/>";
      return;
    }
    text_ += ">";
    for (std::size_t parts = below(depth < 6 ? 6 : 1); parts > 0; --parts) part(depth);
    text_ += "</" + name + pick({"", " ", "\n"}) + ">";
  }

  void attribute(std::size_t number) {
    const char quote = below(2) == 0 ? '"' : '\'';
    text_ += pick({" ", "\n", "  \t"}) + pick({"k", "name", "n:x"}) + std::to_string(number) + pick({"=", " = ", "=\n"}) + quote;
    for (std::size_t pieces = below(4); pieces > 0; --pieces)
      text_ += pick(
          {"v", "a value of some length, more than sixteen bytes", "&lt;", "&#10;", "&#x20AC;", "\n", "\r\n", "\r", "\t", "€", ">", "]]>"});
    text_ += quote;
  }

  void part(int depth) {
    switch (below(6)) {
      case 0: element(depth + 1); break;
      case 1: text_ += "<!-- " + pick({"-", "<b>", "&", "- -"}) + " -->"; break;
      case 2: text_ += "<?pi " + pick({"", "?", "<", "x>y"}) + " ?>"; break;
      case 3:
        text_ += "<![CDATA[" + pick({"", "]", "]]", "<x>&amp;", "\r\n", "]] >", "long text without any of the special characters"}) + "]]>";
        break;
      default:
        text_ += pick({"x", "\r\n", "\r", "&amp;", "&#65;", "&#xA;&#13;", "ü", "🛒", " ] ] ",
                       "a longer text, as long as a stack trace's line may be", "]", ">"});
    }
  }

  std::mt19937 random_;
  std::string text_;
};

XmlReading read_in_random_pieces(std::string_view bytes, Documents& random) {
  return read_xml_in_pieces(bytes, [&] { return 1 + random.below(40); });
}

TEST(XmlOracle, tells_what_expat_tells_of_random_documents) {
  Documents documents(20240902);
  for (int i = 0; i < 3000; ++i) {
    const std::string document = documents.next();
    const auto told = told_by_expat(document);
    ASSERT_TRUE(told) << document;
    const XmlReading reading = read_xml(document);
    ASSERT_EQ(reading.error, std::nullopt) << document;
    ASSERT_EQ(reading.events, *told) << document;
    ASSERT_EQ(read_in_random_pieces(document, documents), reading) << document;
  }
}

TEST(XmlOracle, tells_what_expat_tells_of_damaged_documents_that_are_still_well_formed) {
  Documents documents(7);
  int well_formed = 0;
  for (int i = 0; i < 20000; ++i) {
    const std::string document = documents.broken(documents.next());
    const XmlReading reading = read_xml(document);
    ASSERT_EQ(read_in_random_pieces(document, documents), reading) << document;
    const auto told = told_by_expat(document);
    if (!told || document.find("<!DOCTYPE") != std::string::npos) continue;
    ++well_formed;
    ASSERT_EQ(reading.error, std::nullopt) << document;
    ASSERT_EQ(reading.events, *told) << document;
    ASSERT_EQ(reading.replaced, 0u) << document;
  }
  EXPECT_GT(well_formed, 1000);
}

/// Every XML file among the examples, the test data, and a folder of the developer's own in TESTLEDGER_REPORTS.
std::vector<std::filesystem::path> xml_files() {
  const std::filesystem::path source = TESTLEDGER_SOURCE_DIR;
  std::vector<std::filesystem::path> folders = {source / "examples/reports", source / "src/formats/testdata"};
  if (const char* more = std::getenv("TESTLEDGER_REPORTS")) folders.emplace_back(more);
  std::vector<std::filesystem::path> files;
  for (const auto& folder : folders)
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
      if (entry.path().extension() == ".xml") files.push_back(entry.path());
  return files;
}

TEST(XmlOracle, tells_what_expat_tells_of_real_reports) {
  Documents random(1);
  int well_formed = 0;
  for (const auto& file : xml_files()) {
    const std::string document = file_content(file);
    const XmlReading reading = read_xml(document, 64 * 1024);
    EXPECT_EQ(read_in_random_pieces(document, random), reading) << file;
    const auto told = told_by_expat(document);
    if (!told || document.find("<!DOCTYPE") != std::string::npos) continue;
    ++well_formed;
    EXPECT_EQ(reading.error, std::nullopt) << file;
    EXPECT_TRUE(reading.events == *told) << file << " is told differently";
  }
  EXPECT_GT(well_formed, 50);
}

}  // namespace
}  // namespace testledger
