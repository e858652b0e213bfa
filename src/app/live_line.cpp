#include "app/live_line.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string_view>

#include "app/console.hpp"

namespace testledger {
namespace {

constexpr std::chrono::milliseconds pause_min{100};
constexpr std::size_t usual_width = 80;

bool is_terminal() {
  const char* kind = std::getenv("TERM");
  return isatty(STDERR_FILENO) == 1 && !(kind && std::string_view(kind) == "dumb");
}

std::size_t terminal_width() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : usual_width;
}

}  // namespace

LiveLine::LiveLine(Loudness loudness) : loudness_(loudness), on_terminal_(loudness == Loudness::normal && is_terminal()) {}

void LiveLine::show(const std::string& text) {
  const auto now = std::chrono::steady_clock::now();
  if (!on_terminal_ || (is_shown_ && now - shown_ < pause_min)) return;
  shown_ = now;
  is_shown_ = true;
  // A line that is as wide as the terminal would break it on some; the three points of a cut need their place as well.
  const std::size_t room = std::max<std::size_t>(terminal_width(), 8) - 4;
  std::cerr << "\r" << printable(text, room) << "\x1b[K" << std::flush;
}

void LiveLine::say(const std::string& text) {
  if (loudness_ == Loudness::quiet) return;
  clear();
  std::cerr << text << std::endl;
}

void LiveLine::clear() {
  if (std::exchange(is_shown_, false)) std::cerr << "\r\x1b[K" << std::flush;
}

}  // namespace testledger
