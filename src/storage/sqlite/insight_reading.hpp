#pragma once

#include "storage/insight_store.hpp"
#include "storage/sqlite/engine/connection.hpp"

// What is read for storage/insight_store.hpp, on a connection that is in a transaction. Contracts as there.

namespace testledger::sqlite {

// result_list.cpp
Result<ResultList> results(Connection& db, ProjectId project, CycleId cycle, const ResultQuery& query, PageRequest part);
Result<std::optional<std::int64_t>> next_result(Connection& db, ProjectId project, CycleId cycle, const ResultQuery& query,
                                                InsightStore::NextResult wanted);

// case_history.cpp
Result<std::optional<CaseHistory>> case_history(Connection& db, ProjectId project, const Reference& test_case,
                                                InsightStore::HistoryPart part);

}  // namespace testledger::sqlite
