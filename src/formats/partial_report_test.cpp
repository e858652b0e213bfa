// What a reader makes of the beginnings of reports when it may: every result that ends before the cut, and the one at hand.
#include <gtest/gtest.h>

#include <filesystem>

#include "formats/report_text_test.hpp"
#include "formats/sample_reports_test.hpp"
#include "formats/xml/xml_transcript_test.hpp"

namespace testledger {
namespace {

namespace fs = std::filesystem;

struct Whole {
  std::string name;
  const ReportFormat* format;
  std::string bytes;
};

constexpr std::string_view odd_junit =
    "<?xml version='1.0'?><!-- <testcase name='no'/> -->\n<testsuites><testsuite name='a&lt;b' tests='9'><error>before all</error>"
    "<testcase name='caf\xC3\xA9 > \"x\"' classname='K'>\r\n<failure message='m'>caf\xC3\xA9 <![CDATA[]] <x> ]]]]><![CDATA[>]]></failure>"
    "<system-out>&amp;&#233;</system-out></testcase><testsuite name='in'><testcase name='two'/><error/></testsuite>"
    "<testcase name='three'><skipped/></testcase></testsuite></testsuites>\n<!-- the end --><?done?>";
constexpr std::string_view odd_cucumber =
    R"([{"uri":"f.feature","elements":[{"name":"B","type":"background","steps":[{"name":"s","result":{"status":"passed","duration":12}}]},)"
    R"({"tags":["@AT-TC-1"],"name":"first \ud83d\ude00 \n","type":"scenario","steps":[{"name":"caf)"
    "\xC3\xA9"
    R"(","result":{"status":"failed","error_message":"e"}}]},{"name":"R","type":"rule","children":[{"id":"f;r;x","name":"x"}]},)"
    R"({"name":"last","keyword":"Scenario"}],"name":"F","tags":[{"name":"@t"}]}, {"elements":[]} ] )";
constexpr std::string_view odd_newman =
    R"({"collection":{"info":{"name":"C"}},"run":{"executions":[{"cursor":{"ref":"1","iteration":0},"item":{"id":"i","name":"one"},)"
    R"("assertions":[{"assertion":"ok"}]},{"cursor":{"ref":"1","iteration":0},"item":{"id":"i","name":"one"}},)"
    R"({"item":{"name":"two","request":{"method":"GET","url":"http://a/b"}},"response":{"code":200,"responseTime":1e2}},{}],)"
    R"("stats":{"assertions":{"total":1,"failed":0}}}})";

const std::vector<Whole>& wholes() {
  static const std::vector<Whole> all = [] {
    std::vector<Whole> found{
        {"odd JUnit", find_format("junit"), std::string(odd_junit)},
        {"odd Cucumber", find_format("cucumber"), std::string(odd_cucumber)},
        {"odd Newman", find_format("newman"), std::string(odd_newman)},
        {"UTF-16 JUnit", find_format("junit"), utf16("<testsuite><testcase name='a'>\n<skipped/></testcase></testsuite>")},
        {"UTF-16 Cucumber", find_format("cucumber"), utf16(R"([{"elements":[{"name":"a","type":"scenario","line":12}]}])")}};
    for (const ReportFormat* format : report_formats())
      for (const fs::path folder : {"examples/reports", "src/formats/testdata"})
        for (std::error_code none; const auto& entry : fs::directory_iterator(TESTLEDGER_SOURCE_DIR / folder / format->name, none)) {
          const std::string name = entry.path().filename().string();
          if (!name.starts_with("handwritten-bad-")) found.push_back({name, format, file_content(entry.path())});
        }
    std::ranges::sort(found, {}, [](const Whole& whole) { return std::pair(whole.format->name, whole.name); });
    return found;
  }();
  return all;
}

struct Partial : CollectedReport {
  std::optional<Place> cut;
};

Partial read_partial(ReportReader& reader, std::string_view bytes, std::size_t piece) {
  Partial report;
  for (std::size_t at = 0; at < bytes.size(); at += piece) EXPECT_TRUE(reader.feed(bytes.substr(at, piece), report));
  const auto finished = reader.finish_partial(report);
  if (finished)
    report.cut = *finished;
  else
    report.error = finished.error();
  return report;
}

/// How many bytes of the report had to be read for each of its records.
struct Ends : ReportSink {
  std::vector<std::size_t> ends;
  std::size_t read = 0;

  void on_test(ReportedTest&&) override { ends.push_back(read); }
  void on_warning(ReportWarning&&) override {}
};

std::vector<std::size_t> ends_of(const Whole& whole) {
  Ends ends;
  const auto reader = whole.format->make_reader();
  for (const char& byte : whole.bytes) {
    ++ends.read;
    EXPECT_TRUE(reader->feed({&byte, 1}, ends));
  }
  EXPECT_TRUE(reader->finish(ends));
  return ends.ends;
}

/// Of a report that is not too large every byte, of a larger one some and its last ones.
std::vector<std::size_t> cuts_of(const std::string& bytes) {
  constexpr std::size_t all_max = 1'800, some = 40;
  std::vector<std::size_t> cuts;
  for (std::size_t i = 0; i < std::min(bytes.size(), all_max); ++i)
    cuts.push_back(bytes.size() <= all_max ? i : i < some ? bytes.size() * i / some : bytes.size());
  for (std::size_t back = 1; bytes.size() > all_max && back <= some; ++back) cuts.push_back(bytes.size() - back);
  std::erase(cuts, bytes.size());
  return cuts;
}

class PartialReport : public testing::TestWithParam<std::size_t> {
 protected:
  /// The records of a beginning: those of the whole report, the one at hand, and what its open suites had failed with so far.
  void expect_records(const Partial& part, std::size_t before) const {
    ASSERT_GE(part.tests.size(), before);
    for (std::size_t i = 0; i < before; ++i) ASSERT_EQ(part.tests[i], records_.tests[i]);
    for (std::size_t i = before; i < part.tests.size(); ++i) {
      const ReportedTest& test = part.tests[i];
      if (i > before || test.origin != TestOrigin::cut_short) {
        EXPECT_EQ(test.origin, TestOrigin::suite_failure) << test.name;
        EXPECT_TRUE(std::ranges::any_of(records_.tests, [&](const ReportedTest& each) {
          return each.origin == test.origin && each.name == test.name && each.suites == test.suites;
        })) << test.name;
        continue;
      }
      EXPECT_EQ(test.outcome, Outcome::failed);
      ASSERT_FALSE(test.failures.empty());
      EXPECT_EQ(test.failures.front().message, "report ends here");
      EXPECT_FALSE(test.name.empty() && test.class_name.empty() && test.identity.empty() && test.tags.empty());
    }
  }

  const Whole& whole_ = wholes()[GetParam()];
  const CollectedReport records_ = collect(*whole_.format, whole_.bytes);
};

TEST_P(PartialReport, gives_every_record_before_the_cut_and_the_one_at_hand) {
  ASSERT_FALSE(records_.error);
  const std::vector<std::size_t> ends = ends_of(whole_);
  for (const std::size_t cut : cuts_of(whole_.bytes)) {
    SCOPED_TRACE("cut after " + std::to_string(cut) + " bytes");
    const std::string_view bytes = std::string_view(whole_.bytes).substr(0, cut);
    const auto reader = whole_.format->make_reader();
    const Partial part = read_partial(*reader, bytes, cut + 1);
    const Partial pieces = read_partial(*whole_.format->make_reader(), bytes, 1 + cut % 3);
    ASSERT_EQ(difference(part, pieces), "");
    ASSERT_EQ(part.cut, pieces.cut);
    const CollectedReport strict = collect(*whole_.format, bytes);
    const std::size_t before = static_cast<std::size_t>(std::ranges::upper_bound(ends, cut) - ends.begin());
    ASSERT_NO_FATAL_FAILURE(expect_records(part, before));
    EXPECT_EQ(part.error.has_value(), strict.error && part.tests.empty());
    EXPECT_TRUE(!part.error || part.error->code == strict.error->code);
    if (!part.cut) {  // no result, or a whole report but for half a character behind it
      EXPECT_TRUE(part.error || !strict.error || !collect(*whole_.format, bytes.substr(0, cut - 1)).error);
      continue;
    }
    EXPECT_TRUE(strict.error);
    if (const auto second = reader->second_reading()) {
      const Partial again = read_partial(*second, bytes, 17);
      EXPECT_EQ(again.cut, part.cut);
      EXPECT_EQ(again.tests.size(), part.tests.size());
    }
  }
}

std::string name_of_whole(const testing::TestParamInfo<std::size_t>& info) {
  const Whole& whole = wholes()[info.param];
  std::string name = std::string(whole.format->name) + "_" + whole.name;
  for (char& letter : name)
    if (!std::isalnum(static_cast<unsigned char>(letter))) letter = '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(Reports, PartialReport, testing::Range(std::size_t{0}, wholes().size()), name_of_whole);

TEST(PartialReports, refuse_what_is_damaged_or_holds_no_test) {
  const struct {
    std::string_view why, format, bytes;
  } rows[] = {
      {"nothing", "junit", ""},
      {"a prologue", "junit", "<?xml version='1.0'?>"},
      {"a suite without a test", "junit", "<testsuites><testsuite name='a'>"},
      {"a test whose tag is cut", "junit", "<testsuites><testsuite name='a'><testcase name='b'"},
      {"the wrong root", "junit", "<html><testcase name='a'>"},
      {"a mismatched tag", "junit", "<testsuite><testcase name='a'></testsuite>"},
      {"a wrong last tag", "junit", "<testsuite><testcase name='a'/><testcase name='b' name='c'"},
      {"text behind the root", "junit", "<testsuite><testcase name='a'/></testsuite> more"},
      {"an opening brace", "newman", "{"},
      {"a document of another kind", "newman", R"({"a":[{"name":"x"},)"},
      {"nothing known of the only execution", "newman", R"({"run":{"executions":[{"cursor":{"ref":"1"},)"},
      {"a background", "cucumber", R"([{"elements":[{"type":"background","name":"B","steps":[)"},
      {"a scenario without a name", "cucumber", R"([{"elements":[{"line":3,"type":"scenario",)"},
      {"a comma too many", "cucumber", R"([{"elements":[{"name":"a","type":"scenario"},,)"},
      {"an unnamed test", "robot", R"({"suite":{"name":"S","tests":[{"body":[)"},
      {"a configuration method", "testng", "<testng-results><suite><test><class name='A'><test-method is-config='true' name='b'>"},
      {"a suite", "nunit", "<test-run><test-suite type='TestFixture' name='A' result='Failed'><failure><message>m</message></failure>"},
  };
  for (const auto& row : rows)
    for (const std::size_t piece : {std::size_t{1}, std::size_t{5}, row.bytes.size() + 1}) {
      CollectedReport report;
      const auto reader = find_format(row.format)->make_reader();
      Result<void> read;
      for (std::size_t at = 0; read && at < row.bytes.size(); at += piece) read = reader->feed(row.bytes.substr(at, piece), report);
      EXPECT_FALSE(read && reader->finish_partial(report)) << row.why << ", in pieces of " << piece;
    }
}

}  // namespace
}  // namespace testledger
