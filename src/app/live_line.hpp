#pragma once

#include <chrono>
#include <string>

namespace testledger {

/// Quiet: neither progress nor a word about retries.
enum class Loudness { normal, quiet };

/// A line on stderr that is written over again and again; nothing of it when stderr is no terminal.
class LiveLine {
 public:
  explicit LiveLine(Loudness loudness);
  ~LiveLine() { clear(); }
  LiveLine(const LiveLine&) = delete;
  LiveLine& operator=(const LiveLine&) = delete;

  /// Cut at the terminal's width; shown a few times a second at most.
  void show(const std::string& text);
  /// A line that stays, also without a terminal; not when quiet.
  void say(const std::string& text);
  void clear();

 private:
  Loudness loudness_;
  bool on_terminal_;
  bool is_shown_ = false;
  std::chrono::steady_clock::time_point shown_;
};

}  // namespace testledger
