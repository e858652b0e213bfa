#pragma once

#include <cstdint>
#include <vector>

namespace testledger {

/// How long many things took, in seconds.
struct Durations {
  double total = 0;
  double median = 0;
  double p95 = 0;  ///< 95 of 100 took no longer
  struct Bucket {
    double from = 0;
    double to = 0;  ///< and not that long
    std::uint64_t cases = 0;
    bool operator==(const Bucket&) const = default;
  };
  std::vector<Bucket> buckets = {};  ///< from the first to the last that has any; limits are 1, 2 and 5 times a power of ten
};

Durations durations_of(std::vector<double> seconds);

}  // namespace testledger
