#include <gtest/gtest.h>
#include <zlib.h>

#include "archives/entry_name.hpp"
#include "archives/open_archive.hpp"
#include "archives/testing/memory_blob.hpp"
#include "archives/zip_writer.hpp"

namespace testledger {
namespace {

struct TestFile {
  std::string name;
  std::string content;
};

std::string zip_of(const std::vector<TestFile>& files) {
  std::string bytes;
  ZipWriter zip(std::make_unique<TextBlob>(bytes));
  for (const TestFile& file : files) {
    EXPECT_TRUE(zip.begin(file.name));
    EXPECT_TRUE(zip.write(file.content));
  }
  EXPECT_TRUE(zip.keep());
  return bytes;
}

std::string gzip_of(const std::string& content) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, content.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

/// "name=content;" of every file, or the error.
std::string told(const std::string& bytes, const ArchiveLimits& limits = {}, std::string_view name = "r.xml.gz") {
  const auto opened = open_archive(std::make_unique<MemoryBlob>(bytes), name, limits);
  if (!opened) return "error: " + opened.error().message;
  std::string all;
  for (;;) {
    const auto file = opened->files->next();
    if (!file) return all + "error: " + file.error().message;
    if (!*file) return all;
    all += (*file)->name + "=";
    for (;;) {
      const auto piece = opened->files->read();
      if (!piece) all += "(" + piece.error().message + ")";
      if (!piece || piece->empty()) break;
      all += *piece;
    }
    all += ";";
  }
}

bool is_refused(const std::string& bytes, const ArchiveLimits& limits) { return told(bytes, limits).find("_max)") != std::string::npos; }

TEST(Archives, GiveTheirFilesOneAfterAnother) {
  EXPECT_EQ(told(zip_of({{"a/b.xml", "one"}, {"c.xml", ""}, {"d.xml", "two"}})), "a/b.xml=one;c.xml=;d.xml=two;");
  EXPECT_EQ(told(gzip_of("one")), "r.xml=one;");
  EXPECT_EQ(told(gzip_of("one") + gzip_of("") + gzip_of("two") + std::string(9, '\0')), "r.xml=onetwo;");
  EXPECT_EQ(told("plain"), "r.xml.gz=plain;");
  EXPECT_EQ(told(""), "r.xml.gz=;");
  EXPECT_EQ(told(zip_of({})), "");
}

TEST(Archives, AreUnpackedUpToTheSizeAndNoByteMore) {
  const std::string content = "0123456789";
  for (const std::string& bytes : {gzip_of(content), zip_of({{"a", content.substr(0, 4)}, {"b", content.substr(4)}})})
    for (const std::uint64_t limit : {9, 10, 11}) EXPECT_EQ(is_refused(bytes, {.unpacked_size_max = limit}), limit < 10) << limit;
}

TEST(Archives, AreUnpackedUpToTheRatio) {
  const std::string bytes = gzip_of(std::string(100'000, ' '));
  const std::uint64_t ratio = 100'000 / bytes.size();  // rounded down
  EXPECT_TRUE(is_refused(bytes, {.ratio_max = ratio - 1, .ratio_free_size = 0}));
  EXPECT_FALSE(is_refused(bytes, {.ratio_max = 2 * ratio, .ratio_free_size = 65'536}));
  EXPECT_FALSE(is_refused(bytes, {.ratio_max = 1, .ratio_free_size = 100'000})) << "the first bytes need no ratio";
  EXPECT_TRUE(is_refused(bytes, {.ratio_max = 1, .ratio_free_size = 99'999}));
}

TEST(Archives, HaveAsManyEntriesAsTheyMay) {
  const std::string bytes = zip_of({{"a", ""}, {"b", ""}, {"c", ""}});
  for (const std::size_t limit : {2, 3, 4}) EXPECT_EQ(is_refused(bytes, {.entries_max = limit}), limit < 3) << limit;
}

TEST(Archives, ThatAreCutOrChangedNeverGiveSomethingElse) {
  const std::string content = "<testsuites><testsuite/></testsuites>", whole = zip_of({{"a.xml", content}});
  for (std::size_t length = 4; length < whole.size(); ++length)
    EXPECT_TRUE(told(whole.substr(0, length)).starts_with("error: the zip is damaged")) << length;
  const std::string packed = gzip_of(content);
  for (std::size_t length = 2; length < packed.size(); ++length)
    EXPECT_NE(told(packed.substr(0, length)).find("cut short"), std::string::npos) << length;
  for (std::size_t at = 4; at < whole.size(); ++at) {  // behind what makes it a zip
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    const std::string seen = told(changed);
    EXPECT_TRUE(seen.find(content) == std::string::npos || seen.find("error") != std::string::npos || seen.find('(') != std::string::npos ||
                seen.ends_with("=" + content + ";"))
        << at << ": " << seen;
  }
}

TEST(Archives, OfSeveralFilesAreTheSameForTheSameFiles) {
  EXPECT_EQ(zip_of({{"a.xml", "x"}}), zip_of({{"a.xml", "x"}}));
  EXPECT_EQ(told(zip_of({{"a.xml", "1"}, {"a.xml", "2"}, {"a.xml", "3"}, {"..", "4"}, {"C:x", "5"}, {"", "6"}, {".x", "7"}, {".x", "8"}})),
            "a.xml=1;a (2).xml=2;a (3).xml=3;file=4;file (2)=5;file (3)=6;.x=7; (2).x=8;");
}

struct NameRow {
  const char* raw;
  const char* told;  ///< null when it is refused
};

const NameRow names[] = {
    {"a.xml", "a.xml"},
    {"./x//./a.xml", "x/a.xml"},
    {"x\\a.xml", "x/a.xml"},
    {"..a/b..", "..a/b.."},
    {"\xC3\xA4.xml", "\xC3\xA4.xml"},
    {"\xE4.xml", "\xEF\xBF\xBD.xml"},
    {"a\x1B[31m", "a\xEF\xBF\xBD[31m"},
    {"a\xC2\x9Bz", "a\xEF\xBF\xBDz"},
    {"\xE2\x80\xAE.xml", "\xEF\xBF\xBD.xml"},
    {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"/a", nullptr},
    {"\\a", nullptr},
    {"c:a", nullptr},
    {"..", nullptr},
    {"a/../b", nullptr},
    {"a\\..\\..\\b", nullptr},
    {".", nullptr},
    {"", nullptr},
};

TEST(EntryNames, AreShownSafelyOrRefused) {
  for (const NameRow& row : names) {
    const auto taken = EntryNames(1).take(row.raw, EntryNames::Kind::file);
    EXPECT_EQ(taken.has_value(), row.told != nullptr) << row.raw;
    if (taken && row.told) {
      EXPECT_EQ(*taken, row.told);
    }
  }
}

TEST(EntryNames, OfFoldersMayComeAgain) {
  EntryNames taken(5);
  EXPECT_TRUE(taken.take("a/", EntryNames::Kind::folder));
  EXPECT_TRUE(taken.take("a/", EntryNames::Kind::folder));
  EXPECT_TRUE(taken.take("a/b", EntryNames::Kind::file));
  EXPECT_FALSE(taken.take("./a/b", EntryNames::Kind::file));
}

}  // namespace
}  // namespace testledger
