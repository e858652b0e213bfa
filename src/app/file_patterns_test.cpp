#include "app/file_patterns.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace testledger {
namespace {

namespace fs = std::filesystem;

TEST(Fits, AsInAShell) {
  struct Row {
    std::string_view pattern, name;
    bool fits;
  };
  const Row rows[] = {
      {"TEST-*.xml", "TEST-a.xml", true},
      {"TEST-*.xml", "TEST-.xml", true},
      {"TEST-*.xml", "TEST-a.xml.bak", false},
      {"TEST-*.xml", "test-a.xml", false},
      {"*", "a", true},
      {"*", ".hidden", false},
      {".*", ".hidden", true},
      {"?hidden", ".hidden", false},
      {"[.]hidden", ".hidden", false},
      {"a?c", "abc", true},
      {"a?c", "ac", false},
      {"a?c",
       "a\xC3\xA4"
       "c",
       true},
      {"a??c",
       "a\xC3\xA4"
       "c",
       false},
      {"a?c", "a\xFFz", false},
      {"a?z", "a\xFFz", true},
      {"[a-c]x", "bx", true},
      {"[a-c]x", "dx", false},
      {"[!a-c]x", "dx", true},
      {"[^a-c]x", "ax", false},
      {"[]x]", "]", true},
      {"[a-]", "-", true},
      {"[\xC3\xA4-\xC3\xBC]", "\xC3\xB6", true},
      {"[", "[", true},
      {"a[1", "a[1", true},
      {"[\\]]x", "]x", true},
      {"a\\*b", "a*b", true},
      {"a\\*b", "axb", false},
      {"a\\", "a\\", true},
      {"*a*b*c", "xxaxxbxxc", true},
      {"*a*b*c", "xxaxxbxxcx", false},
      {"**", "ab", true},
      {"", "", true},
      {"", "a", false},
      {"a*", "", false},
  };
  for (const Row& row : rows) EXPECT_EQ(fits(row.pattern, row.name), row.fits) << row.pattern << " " << row.name;
}

TEST(Fits, TakesNoTimeForManyStars) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  EXPECT_FALSE(fits(pattern + "b", std::string(2'000, 'a')));
}

/// A directory of its own with files, as the working directory.
class FilesMeantBy : public testing::Test {
 protected:
  FilesMeantBy() : before_(fs::current_path()) {
    std::string pattern = (fs::temp_directory_path() / "testledger-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    fs::current_path(folder_);
    for (const char* file :
         {"TEST-b.xml", "TEST-a.xml", "other.txt", "m/TEST-c.xml", "m/n/o/TEST-d.xml", ".git/TEST-e.xml", "p[1].xml", "m/n/x.xml"}) {
      if (fs::path(file).has_parent_path()) fs::create_directories(fs::path(file).parent_path());
      std::ofstream(file) << "x";
    }
    fs::create_directory_symlink(folder_, "m/loop");
    fs::create_directory_symlink("loop2", "loop2");
    fs::create_symlink("../TEST-a.xml", "m/TEST-link.xml");
    fs::create_directory("TEST-folder.xml");
    EXPECT_EQ(mkfifo("TEST-pipe.xml", 0600), 0);
  }
  ~FilesMeantBy() override {
    fs::current_path(before_);
    fs::remove_all(folder_);
  }

  fs::path before_;
  fs::path folder_;
};

TEST_F(FilesMeantBy, AreSortedAndEachThereOnce) {
  using Files = std::vector<std::string>;
  const std::pair<std::string, Files> rows[] = {
      {"TEST-*.xml", {"TEST-a.xml", "TEST-b.xml"}},
      {"./TEST-*.xml", {"./TEST-a.xml", "./TEST-b.xml"}},
      {folder_.string() + "/TEST-a*", {folder_.string() + "/TEST-a.xml"}},
      {"**/TEST-*.xml", {"TEST-a.xml", "TEST-b.xml", "m/TEST-c.xml", "m/TEST-link.xml", "m/n/o/TEST-d.xml"}},
      {"**/**/TEST-d.xml", {"m/n/o/TEST-d.xml"}},
      {"**/n/**/TEST-*", {"m/n/o/TEST-d.xml"}},
      {"m//n/*.xml", {"m/n/x.xml"}},
      {"m/**", {"m/TEST-c.xml", "m/TEST-link.xml", "m/n/o/TEST-d.xml", "m/n/x.xml"}},
      {"*/TEST-*.xml", {"m/TEST-c.xml", "m/TEST-link.xml"}},
      {"m/*/TEST-b.xml", {"m/loop/TEST-b.xml"}},
      {".git/*.xml", {".git/TEST-e.xml"}},
      {"m/../TEST-[ab].xml", {"m/../TEST-a.xml", "m/../TEST-b.xml"}},
      {"p[1].xml", {"p[1].xml"}},
      {"p\\[*.xml", {"p[1].xml"}},
      {"nothing.xml", {"nothing.xml"}},
      {"-", {"-"}},
  };
  for (const auto& [word, files] : rows) {
    const auto found = files_meant(word);
    ASSERT_TRUE(found) << word;
    EXPECT_EQ(found->files, files) << word;
    EXPECT_TRUE(found->unread.empty()) << word;
  }
}

TEST_F(FilesMeantBy, ThatFitNothingAreAFailure) {
  for (const char* word : {"*.json", "**/*.json", "nowhere/*.xml", "TEST-f*", "loop2/**/x", "**/loop2/x", "other.txt/*", "m/*/"}) {
    const auto found = files_meant(word);
    ASSERT_FALSE(found) << word;
    EXPECT_EQ(found.error().code, ErrorCode::not_found) << word;
  }
}

TEST_F(FilesMeantBy, TellsWhatCannotBeLookedInto) {
  if (geteuid() == 0) GTEST_SKIP() << "nothing is closed to root";
  fs::permissions("m/n", fs::perms::none);
  const auto found = files_meant("**/TEST-*.xml");
  fs::permissions("m/n", fs::perms::owner_all);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->unread, std::vector<std::string>{"m/n"});
}

}  // namespace
}  // namespace testledger
