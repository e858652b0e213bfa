#pragma once

#include <set>

#include "simulation/rows.hpp"
#include "simulation/workload.hpp"

namespace testledger::simulation {

/// Looks at what is committed whenever something was, and notes each change that must not be.
class Watcher {
 public:
  Watcher(const Site& site, Record& record) : site_(site), record_(record) {}
  /// Reads when something was committed.
  void look();
  void read();
  /// Nothing waits, and nothing is at work.
  bool is_at_rest() const;
  Rows& rows() { return *rows_; }

 private:
  struct Seen {
    int state = 0;
    int attempts = 0;
    int undo = 0;
    std::int64_t import = 0;
    std::string token;
    std::string counts;
  };
  void see(std::int64_t batch, const Seen& now);
  void breach(std::int64_t batch, const std::string& what);

  const Site& site_;
  Record& record_;
  const Server* server_ = nullptr;
  std::filesystem::path database_;
  std::uint64_t commits_ = 0;
  std::unique_ptr<Rows> rows_;
  std::map<std::int64_t, Seen> batches_;
  std::map<std::string, std::int64_t> counters_;
  std::set<std::string> tokens_;  ///< that were seen and have gone
};

}  // namespace testledger::simulation
