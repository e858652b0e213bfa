#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "storage/insight_store.hpp"
#include "storage/sqlite/engine/connection.hpp"

namespace testledger::sqlite {

/// The runs of a case in all its cycles, the newest first, read as far as somebody asks.
class RunsOfCase {
 public:
  /// Where it looks: in that many cycles, those made last up to one.
  struct Reach {
    CycleId newest_cycle{INT64_MAX};
    std::int64_t cycles_max = INT64_MAX;
    RunId before{INT64_MAX};  ///< runs from that one on are passed over
  };
  static Result<RunsOfCase> begin(Connection& db, ProjectId project, CaseId id, const Reach& reach);

  /// Without the title of its cycle; nothing after the oldest.
  Result<std::optional<PastRun>> next();

 private:
  struct Chain {
    RunId next;
    CycleId cycle;
    KeyNumber number = 0;
  };
  RunsOfCase(Connection& db, ProjectId project, RunId before) : db_(&db), project_(project), before_(before) {}

  Connection* db_;
  ProjectId project_;
  RunId before_;
  std::vector<Chain> chains_;  // a heap, the newest run on top
};

}  // namespace testledger::sqlite
