#pragma once

#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "core/ids.hpp"
#include "core/result.hpp"
#include "storage/sqlite/engine/connection.hpp"

namespace testledger::sqlite {

/// What was worked out of cycles, each as long as nothing of the cycle has changed. From any thread.
template <class Value>
class KnownOfCycles {
 public:
  /// Of what weighs more than that together, those are forgotten that nobody asked for the longest.
  explicit KnownOfCycles(std::size_t weight_max) : weight_max_(weight_max) {}

  struct Place {
    ProjectId project;
    CycleId cycle;
    auto operator<=>(const Place&) const = default;
  };
  /// What is known for that many changes of the cycle; nothing when it was worked out for others.
  std::optional<Value> find(const Place& place, std::int64_t changes) {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(place);
    if (found == places_.end() || found->second->changes != changes) return std::nullopt;
    known_.splice(known_.begin(), known_, found->second);
    return found->second->value;
  }
  /// `changes` were read in the same transaction as what the value was made of.
  void keep(const Place& place, std::int64_t changes, Value value, std::size_t weight = 1) {
    const std::lock_guard lock(mutex_);
    if (const auto found = places_.find(place); found != places_.end()) forget(found->second);
    if (weight > weight_max_) return;
    known_.push_front({.place = place, .changes = changes, .value = std::move(value), .weight = weight});
    places_.insert_or_assign(place, known_.begin());
    weight_ += weight;
    while (weight_ > weight_max_) forget(std::prev(known_.end()));
  }
  /// Of all that is known.
  std::size_t weight() {
    const std::lock_guard lock(mutex_);
    return weight_;
  }

 private:
  struct Known {
    Place place;
    std::int64_t changes = 0;
    Value value;
    std::size_t weight = 1;
  };
  void forget(std::list<Known>::iterator known) {
    weight_ -= known->weight;
    places_.erase(known->place);
    known_.erase(known);
  }

  const std::size_t weight_max_;
  std::mutex mutex_;
  std::list<Known> known_;  // what was asked for last comes first
  std::map<Place, typename std::list<Known>::iterator> places_;
  std::size_t weight_ = 0;
};

/// A number that goes up with everything that changes in the rows of a cycle or in what their latest runs say; nothing when there is none.
Result<std::optional<std::int64_t>> changes_of(Connection& db, ProjectId project, CycleId cycle);

}  // namespace testledger::sqlite
