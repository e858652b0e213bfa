#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "storage/insight_store.hpp"
#include "storage/sqlite/engine/connection.hpp"

namespace testledger::sqlite {

/// What was worked out of cycles, each as long as nothing of the cycle has changed. From any thread.
template <class Value>
class KnownOfCycles {
 public:
  /// Beyond that many they are forgotten all at once.
  explicit KnownOfCycles(std::size_t entries_max) : entries_max_(entries_max) {}

  struct Place {
    ProjectId project;
    CycleId cycle;
    auto operator<=>(const Place&) const = default;
  };
  /// What is known for that many changes of the cycle; nothing when it was worked out for others.
  std::optional<Value> find(const Place& place, std::int64_t changes) {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(place);
    if (found == known_.end() || found->second.first != changes) return std::nullopt;
    return found->second.second;
  }
  void keep(const Place& place, std::int64_t changes, Value value) {
    const std::lock_guard lock(mutex_);
    if (known_.size() >= entries_max_) known_.clear();
    known_.insert_or_assign(place, std::pair(changes, std::move(value)));
  }

 private:
  const std::size_t entries_max_;
  std::mutex mutex_;
  std::map<Place, std::pair<std::int64_t, Value>> known_;
};

/// Counting reads all cases of a cycle.
class KnownCounts : public KnownOfCycles<std::vector<RunStore::StatusCount>> {
 public:
  KnownCounts() : KnownOfCycles(10'000) {}
};

/// Nothing when there is no such cycle.
Result<std::optional<CycleState>> cycle_state(Connection& db, ProjectId project, CycleId cycle, KnownCounts& known);

}  // namespace testledger::sqlite
