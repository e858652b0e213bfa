#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/limits.hpp"
#include "reports/reported_test.hpp"

namespace testledger {

/// What is kept of one log message while it is read: room for one inline image in base64.
inline constexpr std::size_t robot_message_max = limits::attachment_size_max / 3 * 4 + limits::failure_text_max;

/// A message of the log, as written.
struct RobotMessage {
  std::string level;  ///< "INFO", "FAIL", ...
  bool html = false;
  std::string text;
};

/// The text of a log message without the bytes of its inline images, and the images it shows.
struct RobotLogText {
  std::string text;
  std::vector<ReportedAttachment> images;
};

/// Inline images (`<img src="data:image/png;base64,…">`) become attachments with content, other images ones with a
/// reference. Tags stay as they are.
RobotLogText robot_log_text(RobotMessage message);

/// A status text as people read it: one that begins with "*HTML*" loses its tags.
std::string robot_status_text(std::string_view text);

}  // namespace testledger
