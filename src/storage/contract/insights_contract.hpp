#pragma once

#include <map>
#include <string>
#include <vector>

#include "storage/contract/store_contract.hpp"
#include "storage/insight_store.hpp"

namespace testledger {

/// What people look at results with.
class InsightContract : public UndoContract {
 protected:
  struct Reported {
    std::string key;  ///< automation key
    bool fails = false;
    std::string message = "failed";
    double seconds = 0.5;
    CaseDraft fields = {};  ///< of a case that is made
  };
  struct Imported {
    BatchId batch;
  };
  Imported import_results(CycleId into, const std::vector<Reported>& results);
  InsightStore& insights() { return store->insights(); }
  std::vector<std::string> titles(const ResultQuery& query, PageRequest part = {.start = 0, .size = 100});
  /// Cases by the id of their status.
  static std::map<std::int64_t, std::uint64_t> counts(const std::vector<RunStore::StatusCount>& of);
};

}  // namespace testledger
