#include "formats/robot/robot_message.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

TEST(RobotStatusText, IsTextAlsoWhereItWasHtml) {
  const struct {
    std::string_view why, written, text;
  } rows[] = {
      {"plain text stays", "1 < 2 & <b>", "1 < 2 & <b>"},
      {"tags go", "*HTML* <b>bold</b> end", "bold end"},
      {"characters are meant, not written", "*HTML* &lt;b&gt; &amp;amp; &quot;x&quot; &unknown;", "<b> &amp; \"x\" &unknown;"},
      {"breaks are new lines", "*HTML* a<br>b<br/>c<hr class='x'>d</p><p>e", "a\nb\nc\nd\ne"},
      {"what a merge writes", R"(*HTML* <span class="merge">Results merged.</span><hr><span>New status:</span> PASS<br>)",
       "Results merged.\nNew status: PASS\n"},
      {"the mark alone", "*HTML*", ""},
      {"the mark elsewhere is text", "a *HTML* <b>", "a *HTML* <b>"},
      {"a tag that does not end is text", "*HTML* <b>a</b> < b", "a < b"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(robot_status_text(row.written), row.text);
  }
}

TEST(RobotLogText, TakesImagesOut) {
  const struct {
    std::string_view why, written, text;
    std::vector<ReportedAttachment> images;
  } rows[] = {
      {"an inline image",
       R"(<img alt="a" src="data:image/png;base64,aGk=" width="8">)",
       R"(<img alt="a" src="image.png" width="8">)",
       {{"image.png", "image/png", "hi", ""}}},
      {"single quotes and a plus in the type",
       "<img src='data:image/svg+xml;base64,aGk='>",
       "<img src='image.svg'>",
       {{"image.svg", "image/svg+xml", "hi", ""}}},
      {"a file",
       R"(<a href="x/1.png"><img src="x/1.png"></a>)",
       R"(<a href="x/1.png"><img src="x/1.png"></a>)",
       {{"1.png", "", "", "x/1.png"}}},
      {"two of them",
       R"(<img src="a.png"><img src="data:image/gif;base64,aGk=">)",
       R"(<img src="a.png"><img src="image.gif">)",
       {{"a.png", "", "", "a.png"}, {"image.gif", "image/gif", "hi", ""}}},
      {"broken content is dropped", R"(<img src="data:image/png;base64,!!">)", R"(<img src="data:">)", {}},
      {"content that is not base64 is dropped", R"(<img src="data:image/svg+xml,%3Csvg">)", R"(<img src="data:">)", {}},
      {"a tag without a source", "<img><img alt='x'>", "<img><img alt='x'>", {}},
      {"a tag that does not end", "<img src=\"a.png\"", "<img src=\"a.png\"", {}},
      {"a source that does not end", "<img src=\"a.png>", "<img src=\"a.png>", {}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    const RobotLogText read = robot_log_text({"INFO", true, std::string(row.written)});
    EXPECT_EQ(read.text, row.text);
    EXPECT_EQ(read.images, row.images);
  }
}

TEST(RobotLogText, LeavesPlainMessagesAlone) {
  const RobotLogText read = robot_log_text({"INFO", false, R"(<img src="a.png">)"});
  EXPECT_EQ(read.text, R"(<img src="a.png">)");
  EXPECT_TRUE(read.images.empty());
}

/// Would take hours if each tag were searched to the end of the text.
TEST(RobotLogText, TakesNoLongerForTagsThatNeverEnd) {
  std::string text;
  while (text.size() < 4 * 1024 * 1024) text += "<img ";
  EXPECT_TRUE(robot_log_text({"INFO", true, text}).images.empty());
  EXPECT_TRUE(robot_log_text({"INFO", true, text + ">"}).images.empty());
  const std::string opening(1024 * 1024, '<');
  EXPECT_EQ(robot_status_text("*HTML* " + opening), opening);
}

}  // namespace
}  // namespace testledger
