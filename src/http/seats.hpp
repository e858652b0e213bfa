#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

namespace testledger {

/// Places of which only so many are taken at once. May be used from any thread.
class Seats {
 public:
  explicit Seats(std::size_t seats_max) : seats_max_(seats_max) {}

  /// A place, given back when the last copy of it goes, even after the Seats; null when all are taken.
  std::shared_ptr<void> take() {
    if (++*taken_ > seats_max_) {
      --*taken_;
      return nullptr;
    }
    return {taken_.get(), [taken = taken_](std::atomic<std::size_t>*) { --*taken; }};
  }

 private:
  const std::size_t seats_max_;
  std::shared_ptr<std::atomic<std::size_t>> taken_ = std::make_shared<std::atomic<std::size_t>>(0);
};

}  // namespace testledger
