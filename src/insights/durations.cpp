#include "insights/durations.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace testledger {
namespace {

// What takes longer than a day is in the last one too.
constexpr std::array limits{0.0,  0.001, 0.002, 0.005, 0.01,  0.02,  0.05,   0.1,    0.2,    0.5,     1.0,     2.0,     5.0,
                            10.0, 20.0,  50.0,  100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0, 20000.0, 50000.0, 100000.0};

std::size_t bucket_of(double seconds) {
  const auto above = std::ranges::upper_bound(limits, seconds) - limits.begin();
  return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(above - 1, 0, std::ssize(limits) - 2));
}

double at_share(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(static_cast<double>(sorted.size()) * share))];
}

}  // namespace

Durations durations_of(std::vector<double> seconds) {
  std::ranges::sort(seconds);
  Durations found{
      .total = std::accumulate(seconds.begin(), seconds.end(), 0.0), .median = at_share(seconds, 0.5), .p95 = at_share(seconds, 0.95)};
  if (seconds.empty()) return found;
  const std::size_t first = bucket_of(seconds.front());
  for (std::size_t bucket = first; bucket <= bucket_of(seconds.back()); ++bucket)
    found.buckets.push_back({.from = limits[bucket], .to = limits[bucket + 1], .cases = 0});
  for (const double each : seconds) ++found.buckets[bucket_of(each) - first].cases;
  return found;
}

}  // namespace testledger
