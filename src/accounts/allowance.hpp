#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/clock.hpp"

namespace testledger {

/// How much of something is left to somebody who may so much a minute.
struct Allowance {
  double left;
  SteadyTime counted;

  /// Takes one; or how long it is until there is one.
  std::optional<std::chrono::seconds> take(int per_minute, SteadyTime now) {
    const std::chrono::duration<double, std::ratio<60>> minutes = now - counted;
    left = std::min<double>(per_minute, left + minutes.count() * per_minute);
    counted = now;
    if (left >= 1) {
      left -= 1;
      return std::nullopt;
    }
    return std::chrono::seconds(static_cast<std::int64_t>(std::ceil((1 - left) * 60 / per_minute)));
  }
};

/// What is remembered by name, of the last `count_max` that were asked for.
template <class Value>
class Recent {
 public:
  explicit Recent(std::size_t count_max) : count_max_(count_max) {}

  /// What is remembered of it, `first` when that is nothing.
  Value& at(const std::string& name, const Value& first) {
    if (const auto known = places_.find(name); known != places_.end()) {
      order_.splice(order_.begin(), order_, known->second);
      return order_.front().second;
    }
    if (order_.size() >= count_max_) {
      places_.erase(order_.back().first);
      order_.pop_back();
    }
    order_.emplace_front(name, first);
    places_[name] = order_.begin();
    return order_.front().second;
  }
  void forget(const std::string& name) {
    const auto known = places_.find(name);
    if (known == places_.end()) return;
    order_.erase(known->second);
    places_.erase(known);
  }
  std::size_t size() const { return order_.size(); }

 private:
  std::size_t count_max_;
  std::list<std::pair<std::string, Value>> order_;  ///< the last that was asked for first
  std::unordered_map<std::string, typename std::list<std::pair<std::string, Value>>::iterator> places_;
};

}  // namespace testledger
