#include "http/public_address.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

TEST(PublicAddress, IsWhatPeopleAreToldOrWhatWasAsked) {
  Request request{.method = Method::get, .target = "/", .remote = "127.0.0.1", .id = "t"};
  request.fields.push_back({"host", "here.example:8080"});
  EXPECT_EQ(PublicAddress().of(request), "http://here.example:8080");
  EXPECT_EQ(PublicAddress("", "/testledger/").of(request), "http://here.example:8080/testledger");
  EXPECT_EQ(PublicAddress("https://qa.example/tests/", "/other").of(request), "https://qa.example/tests");
  request.encrypted = true;
  EXPECT_EQ(PublicAddress().of(request), "https://here.example:8080");
  EXPECT_EQ(PublicAddress("https://qa.example/tests/", "/other").path(), "/tests");
  EXPECT_EQ(PublicAddress("https://qa.example", "/other").path(), "");
  EXPECT_EQ(PublicAddress("", "/other").path(), "/other");
}

struct PageRow {
  std::string wanted;
  std::string at_the_root;
  std::string below;  ///< the base path /base
};

class PageAddress : public testing::TestWithParam<PageRow> {};

TEST_P(PageAddress, LeadsToThisServerAlone) {
  EXPECT_EQ(PublicAddress().page(GetParam().wanted), GetParam().at_the_root);
  EXPECT_EQ(PublicAddress("", "/base").page(GetParam().wanted), GetParam().below);
}

INSTANTIATE_TEST_SUITE_P(Rows, PageAddress,
                         testing::Values(PageRow{"/projects/AT?text=a%20b", "/projects/AT?text=a%20b", "/base/projects/AT?text=a%20b"},
                                         PageRow{"/", "/", "/base/"}, PageRow{"", "/", "/base/"},
                                         PageRow{"/base/projects", "/base/projects", "/base/projects"},
                                         PageRow{"/baseless", "/baseless", "/base/baseless"},
                                         PageRow{"/base//evil.example", "/base//evil.example", "/base//evil.example"},
                                         PageRow{"/a b\u00e4", "/a%20b%C3%A4", "/base/a%20b%C3%A4"}, PageRow{"projects", "/", "/base/"},
                                         PageRow{"https://evil.example/", "/", "/base/"}, PageRow{"//evil.example/", "/", "/base/"},
                                         PageRow{"///evil.example", "/", "/base/"}, PageRow{"/\\evil.example", "/", "/base/"},
                                         PageRow{"/a\\..\\b", "/", "/base/"}, PageRow{"\\\\evil.example", "/", "/base/"},
                                         PageRow{"javascript:alert(1)", "/", "/base/"}, PageRow{"/../secret", "/", "/base/"},
                                         PageRow{"/a/%2E%2e/b", "/", "/base/"}, PageRow{"/a\r\nSet-Cookie: x=y", "/", "/base/"},
                                         PageRow{"/a\tb", "/", "/base/"}, PageRow{"/%0d%0aX: y", "/", "/base/"},
                                         PageRow{"/" + std::string(next_page_max, 'a'), "/", "/base/"}));

}  // namespace
}  // namespace testledger
