#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace testledger {

/// How fast something goes on, from what was seen of it since the first look.
class Pace {
 public:
  using Time = std::chrono::steady_clock::time_point;
  void look(Time now, std::uint64_t done);
  /// 0 while nothing can be said.
  double per_second() const;

 private:
  struct Look {
    Time time;
    std::uint64_t done;
  };
  std::optional<Look> first_;
  Look last_{};
};

/// "uploading a.xml [####....] 42 %, 0:03 left, 4.2 of 10.0 MiB, 1.5 MiB/s": narrow terminals cut off what matters least.
std::string upload_text(std::string_view name, std::uint64_t sent, std::uint64_t total, double per_second);

/// What a batch tells of itself.
struct BatchProgress {
  std::int64_t id = 0;
  std::string status;
  std::int64_t position = 0;  ///< in the queue, from 1; 0 when it is not told
  std::uint64_t processed = 0;
  std::uint64_t total = 0;  ///< 0 while it is not known
};

/// "batch 7: queued, position 3", "batch 7: processing [##...] 42 %, 0:04 left, 4200 of 10000 results, 1500/s"
std::string batch_text(const BatchProgress& progress, double per_second);

}  // namespace testledger
