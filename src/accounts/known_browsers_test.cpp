#include "accounts/known_browsers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace testledger {
namespace {

TEST(KnownBrowsers, AreToldByTheHashOfTheirPasswordAlone) {
  const std::string mark = new_browser_mark("$argon2id$one");
  const auto browser = marked_browser(mark, "$argon2id$one");
  ASSERT_TRUE(browser);
  EXPECT_EQ(marked_browser(mark, "$argon2id$one"), browser) << "each login with it is of the same browser";
  EXPECT_FALSE(marked_browser(mark, "$argon2id$two")) << "another user's, or a new password";
  EXPECT_FALSE(marked_browser(mark, "")) << "who has no password";
  EXPECT_NE(marked_browser(new_browser_mark("$argon2id$one"), "$argon2id$one"), browser);
}

TEST(KnownBrowsers, CannotBeMadeUp) {
  const std::string mark = new_browser_mark("hash");
  const std::size_t dot = mark.find('.');
  std::string other = mark;
  other.back() = other.back() == '0' ? '1' : '0';
  const std::string swapped = new_browser_mark("hash").substr(0, dot) + mark.substr(dot);
  for (const std::string& made :
       {std::string(), std::string("."), mark.substr(0, dot), mark.substr(0, dot + 1), mark + "0", other, swapped})
    EXPECT_FALSE(marked_browser(made, "hash")) << made;
}

}  // namespace
}  // namespace testledger
