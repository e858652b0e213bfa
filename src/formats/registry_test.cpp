#include <gtest/gtest.h>

#include <set>

#include "formats/report_head.hpp"
#include "formats/sample_reports_test.hpp"

namespace testledger {
namespace {

TEST(Registry, finds_each_format_by_its_name_and_title_in_any_case) {
  for (const ReportFormat* format : report_formats()) {
    for (const std::string_view name : {format->name, format->title}) {
      std::string upper(name), mixed(name);
      for (char& letter : upper) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
      for (std::size_t i = 0; i < mixed.size(); i += 2) mixed[i] = upper[i];
      for (const std::string& written : {std::string(name), upper, mixed}) EXPECT_EQ(find_format(written), format) << written;
    }
  }
}

TEST(Registry, finds_nothing_by_other_names) {
  for (const std::string_view name : {"", "junit ", "unit", "xunit", "junit\xC3\xBC"}) EXPECT_EQ(find_format(name), nullptr) << name;
}

TEST(Registry, describes_each_format_once) {
  std::set<std::string_view> names;
  for (const ReportFormat* format : report_formats()) {
    EXPECT_TRUE(names.insert(format->name).second) << format->name;
    EXPECT_FALSE(format->title.empty()) << format->name;
    EXPECT_FALSE(format->description.empty()) << format->name;
    EXPECT_FALSE(format->media_types.empty()) << format->name;
    EXPECT_NE(format->make_reader(), nullptr) << format->name;
  }
  EXPECT_EQ(names.size(), 6u);
}

TEST(Registry, detects_nothing_in_what_is_no_report) {
  const struct {
    std::string_view why, head;
  } rows[] = {
      {"an empty file", ""},
      {"text", "all tests passed\n"},
      {"a web page", "<!DOCTYPE html><html><body><testsuite/></body></html>"},
      {"libcheck's own XML has JUnit's root",
       "<testsuites xmlns='http://check.sourceforge.net/ns'><datetime>x</datetime><suite><title>t</title></suite></testsuites>"},
      {"TestLink's test plans have JUnit's root", "<testsuite name=''><node_order>1</node_order><testcase name='x'/></testsuite>"},
      {"xUnit.net", "<assemblies><assembly name='x'><collection/></assembly></assemblies>"},
      {"a number", "42"},
      {"an empty object", "{}"},
      {"somebody's JSON", R"({"name": "x", "version": 1})"},
      {"a list of somebody's objects", R"([{"id": 1}])"},
  };
  for (const auto& row : rows) EXPECT_EQ(detect_format(row.head), nullptr) << row.why;
}

TEST(Registry, detects_a_report_behind_whatever_stands_before_its_root) {
  const struct {
    std::string_view why;
    std::string head;
    std::string_view name;
  } rows[] = {
      {"nothing", "<testsuites>", "junit"},
      {"a mark and a blank line", "\xEF\xBB\xBF\n<?xml version='1.0'?><testsuite name='x'>", "junit"},
      {"comments and a DOCTYPE", "<!-- by <robot> --><!DOCTYPE x SYSTEM 'y'>\n<test-run>", "nunit"},
      {"UTF-16", utf16("<?xml version='1.0'?><testng-results/>"), "testng"},
      {"a namespace", "<j:testsuites xmlns:j='u'>", "junit"},
      {"a root cut inside its attributes shows nothing", "<testsuites name='", ""},
      {"a break after the root", "<testsuites><testsuite></b>", "junit"},
  };
  for (const auto& row : rows) {
    const ReportFormat* found = detect_format(row.head);
    EXPECT_EQ(found ? found->name : "", row.name) << row.why;
  }
}

TEST(ReportHead, shows_the_root_and_the_first_names_below) {
  const SeenHead xml = see_head("<n:a k='1' l='2'><b><c/></b><n:b/><d>");
  EXPECT_EQ(xml.syntax, ReportHead::Syntax::xml);
  EXPECT_EQ(xml.root, "a");
  EXPECT_EQ(xml.root_keys, (std::vector<std::string>{"k", "l"}));
  EXPECT_EQ(xml.inner_keys, (std::vector<std::string>{"b", "c", "d"}));

  const SeenHead object = see_head(R"({"a": 1, "b": {"c": {"d": 2}}, "e": [)");
  EXPECT_EQ(object.syntax, ReportHead::Syntax::json);
  EXPECT_EQ(object.root, "{");
  EXPECT_EQ(object.root_keys, (std::vector<std::string>{"a", "b", "e"}));
  EXPECT_EQ(object.inner_keys, (std::vector<std::string>{"c"}));

  const SeenHead list = see_head(R"([{"a": 1, "b": {"c": 2}}, {"d": )");
  EXPECT_EQ(list.root, "[");
  EXPECT_EQ(list.inner_keys, (std::vector<std::string>{"a", "b", "d"}));

  EXPECT_EQ(see_head("text").syntax, ReportHead::Syntax::none);
  EXPECT_FALSE(see_head("text").unreadable) << "neither XML nor JSON";

  const SeenHead declaring = see_head("<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>");
  ASSERT_TRUE(declaring.unreadable);
  EXPECT_NE(declaring.unreadable->message.find("DOCTYPE"), std::string::npos);
  EXPECT_EQ(declaring.unreadable->place->line, 2u);
}

}  // namespace
}  // namespace testledger
