#include "http/wire/header_value.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

TEST(AttachmentName, IsSafeWhateverTheFileWasCalled) {
  struct Row {
    const char* why;
    std::string name;
    const char* value;
  };
  const Row rows[] = {
      {"an ordinary name", "nightly run.xml", R"(attachment; filename="nightly run.xml")"},
      {"no name", "", R"(attachment; filename="batch-7")"},
      {"a name of dots", "..", R"(attachment; filename="batch-7")"},
      {"folders", "../../etc/passwd", R"(attachment; filename="passwd")"},
      {"folders of Windows", R"(C:\reports\a.xml)", R"(attachment; filename="a.xml")"},
      {"nothing behind the folders", "reports/", R"(attachment; filename="batch-7")"},
      {"quotes do not break out", R"(a";x="b)", R"(attachment; filename="a_;x=_b"; filename*=UTF-8''a%22%3Bx%3D%22b)"},
      {"an escape is none", "100%41.xml", R"(attachment; filename="100_41.xml"; filename*=UTF-8''100%2541.xml)"},
      {"a line end", "a\r\nSet-Cookie: x", R"(attachment; filename="aSet-Cookie: x")"},
      {"other control characters", std::string("a\0b\x1b\x7f\xc2\x85", 7), R"(attachment; filename="ab")"},
      {"another direction of writing", "a\xe2\x80\xae\xe2\x81\xa6lmx.exe", R"(attachment; filename="almx.exe")"},
      {"other scripts", "Prüfung ✓ 𝕏.xml",
       R"(attachment; filename="Pr_fung _ _.xml"; filename*=UTF-8''Pr%C3%BCfung%20%E2%9C%93%20%F0%9D%95%8F.xml)"},
      {"not UTF-8", "a\xff\xc3(\xe2\x82", R"(attachment; filename="a__(__")"},
  };
  for (const Row& row : rows) EXPECT_EQ(attachment_as(row.name, "batch-7"), row.value) << row.why;
}

TEST(AttachmentName, IsReadBackAsItWas) {
  for (const char* name : {"a.xml", "a\"b.xml", "Prüfung ✓.xml", "50%.xml", "a;b=c'd.xml"}) {
    const HeaderValue read = read_header_value(attachment_as(name, "x"));
    EXPECT_EQ(read.value, "attachment");
    const std::string* extended = read.parameter("filename*");
    ASSERT_NE(read.parameter("filename"), nullptr) << name;
    EXPECT_EQ(extended != nullptr ? extended_text(*extended) : *read.parameter("filename"), name);
  }
}

}  // namespace
}  // namespace testledger
