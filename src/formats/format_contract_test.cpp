// What every format must keep to, checked on every report in examples/reports/<format>/: a new line in formats.def puts a
// format under all of it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "formats/report_head.hpp"
#include "formats/report_text_test.hpp"
#include "formats/xml/xml_transcript_test.hpp"

namespace testledger {
namespace {

namespace fs = std::filesystem;

struct Fixture {
  const ReportFormat* format;
  fs::path file;

  /// Files with this name are no whole reports: cut, hostile, or of something else.
  bool is_bad() const { return file.filename().string().starts_with("handwritten-bad-"); }
};

void PrintTo(const Fixture& fixture, std::ostream* out) { *out << fixture.file; }

std::vector<Fixture> fixtures() {
  std::vector<Fixture> found;
  for (const ReportFormat* format : report_formats()) {
    const fs::path folder = fs::path(TESTLEDGER_SOURCE_DIR) / "examples/reports" / format->name;
    if (!fs::exists(folder)) continue;
    for (const auto& entry : fs::directory_iterator(folder)) found.push_back({format, entry.path()});
  }
  std::ranges::sort(found, {}, &Fixture::file);
  return found;
}

std::string name_of_fixture(const testing::TestParamInfo<Fixture>& info) {
  std::string name = std::string(info.param.format->name) + "_" + info.param.file.filename().string();
  for (char& letter : name)
    if (!std::isalnum(static_cast<unsigned char>(letter))) letter = '_';
  return name;
}

class FormatContract : public testing::TestWithParam<Fixture> {
 protected:
  const ReportFormat& format_ = *GetParam().format;
  const std::string bytes_ = file_content(GetParam().file);
  const CollectedReport whole_ = read_pieces(format_, bytes_, {bytes_.size() + 1});
};

TEST_P(FormatContract, content_is_told_from_that_of_every_other_format) {
  if (GetParam().is_bad()) return;
  const std::string_view head = std::string_view(bytes_).substr(0, 64 * 1024);
  EXPECT_EQ(detect_format(head), &format_);
  const SeenHead seen = see_head(head);
  for (const ReportFormat* format : report_formats()) EXPECT_EQ(format->looks_like(seen.view()), format == &format_) << format->name;
}

TEST_P(FormatContract, any_pieces_give_the_same_records) {
  std::mt19937 random(static_cast<std::uint32_t>(bytes_.size()));
  std::vector<std::size_t> sizes(101);
  for (std::size_t& size : sizes) size = 1 + random() % 300;
  EXPECT_EQ(difference(read_pieces(format_, bytes_, {1}), whole_), "") << "byte by byte";
  EXPECT_EQ(difference(read_pieces(format_, bytes_, {7}), whole_), "") << "seven bytes at a time";
  EXPECT_EQ(difference(read_pieces(format_, bytes_, sizes), whole_), "") << "in random pieces";
}

/// Whether nothing of the report is missing when this is: blanks and comments.
bool is_nothing(std::string_view rest) {
  const std::size_t start = rest.find_first_not_of(std::string_view(" \t\r\n\0", 5));
  return start == std::string_view::npos || rest.substr(start).starts_with("<!--");
}

TEST_P(FormatContract, a_cut_report_is_refused_with_its_place) {
  if (GetParam().is_bad()) return;
  std::vector<std::size_t> cuts;
  for (std::size_t i = 0; i < 200; ++i) cuts.push_back(bytes_.size() * i / 200);
  for (std::size_t back = 1; back <= std::min<std::size_t>(64, bytes_.size()); ++back) cuts.push_back(bytes_.size() - back);
  for (const std::size_t cut : cuts) {
    if (is_nothing(std::string_view(bytes_).substr(cut))) continue;
    const CollectedReport report = read_pieces(format_, std::string_view(bytes_).substr(0, cut), {64 * 1024});
    ASSERT_TRUE(report.error.has_value()) << "cut after " << cut << " bytes";
    EXPECT_EQ(report.error->code, ErrorCode::unreadable_report) << "cut after " << cut << " bytes";
    EXPECT_TRUE(report.error->place.has_value()) << "cut after " << cut << " bytes";
    EXPECT_LE(std::ranges::count(report.tests, TestOrigin::cut_short, &ReportedTest::origin), 1) << "cut after " << cut << " bytes";
  }
}

TEST_P(FormatContract, whole_reports_are_read_to_their_end) {
  if (GetParam().is_bad()) return;
  EXPECT_EQ(whole_.error, std::nullopt);
}

TEST_P(FormatContract, records_begin_where_their_offsets_say) {
  for (const ReportedTest& test : whole_.tests) {
    ASSERT_LT(test.place.offset + 1, bytes_.size()) << test.name;
    const std::size_t high = bytes_[test.place.offset] == '\0' ? 1 : 0;  // of UTF-16
    EXPECT_NE(std::string_view("<{").find(bytes_[test.place.offset + high]), std::string_view::npos)
        << test.name << " " << test.place.offset;
  }
}

/// With TESTLEDGER_APPROVE=1 the expectations are written anew, to be reviewed as a difference.
TEST_P(FormatContract, records_are_as_expected) {
  const fs::path folder = fs::path(TESTLEDGER_SOURCE_DIR) / "src/formats/testdata/expected" / format_.name;
  const fs::path expected = folder / (GetParam().file.filename().string() + ".expected");
  const std::string text = text_of(whole_);
  if (std::getenv("TESTLEDGER_APPROVE") != nullptr) {
    fs::create_directories(folder);
    std::ofstream(expected, std::ios::binary) << text;
    return;
  }
  ASSERT_TRUE(fs::exists(expected)) << expected << " is missing; `make approve` writes it";
  EXPECT_EQ(text, file_content(expected)) << "if this is meant, `make approve` and review the difference of " << expected;
}

INSTANTIATE_TEST_SUITE_P(Examples, FormatContract, testing::ValuesIn(fixtures()), name_of_fixture);

TEST(FormatContractSuite, every_format_has_examples_and_every_expectation_an_example) {
  const auto all = fixtures();
  for (const ReportFormat* format : report_formats()) EXPECT_GE(std::ranges::count(all, format, &Fixture::format), 5) << format->name;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(TESTLEDGER_SOURCE_DIR) / "src/formats/testdata/expected")) {
    if (!entry.is_regular_file()) continue;
    const fs::path example =
        fs::path(TESTLEDGER_SOURCE_DIR) / "examples/reports" / entry.path().parent_path().filename() / entry.path().stem();
    EXPECT_TRUE(fs::exists(example)) << entry.path() << " expects something of a report that is gone";
  }
}

}  // namespace
}  // namespace testledger
