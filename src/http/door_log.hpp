#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "core/clock.hpp"
#include "http/application.hpp"

namespace testledger {

/// Tells the log of those who were turned away before there was a request. A flood must not fill a disk, and one address must not keep
/// others out of the log: so many lines a minute, so many of them of one address, and then how many more there were. From any thread.
class DoorLog {
 public:
  static constexpr int lines_per_minute_max = 60;
  static constexpr int lines_of_address_max = 10;

  ~DoorLog();  ///< tells what was left out
  /// Whether there was a line for it.
  bool tell(const TurnedAway& who, SteadyTime now);
  /// Tells what was left out, once the minute is over.
  void catch_up(SteadyTime now);

 private:
  void tell_left_out();

  std::mutex mutex_;
  SteadyTime minute_{};
  int lines_ = 0;                        ///< in this minute
  std::map<std::string, int> lines_of_;  ///< of these
  std::int64_t left_out_ = 0;
};

}  // namespace testledger
