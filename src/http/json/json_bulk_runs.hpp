#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "domain/project.hpp"
#include "storage/run_edit_store.hpp"

namespace testledger {

/// One entry of a bulk update as it came: under which name it is answered, and what it says or why it cannot be meant.
struct BulkEntry {
  std::string subject;  ///< the case's key, else how it was named
  Result<RunEditStore::Entry> entry;
};

/// The entries of `testRuns`, at most bulk_runs_max. invalid_argument without such a list.
enum class WhenSilent { only_joins, as_told };  ///< what an entry means that says nothing but the case
Result<std::vector<BulkEntry>> read_bulk_entries(const boost::json::object& body, const Project& project,
                                                 const Configuration& configuration, RunEditStore::Target target, WhenSilent silent);

/// The answer (contract D.3); the outcomes are those of the entries that can be meant, in their order.
boost::json::object bulk_result_json(const Project& project, const Configuration& configuration, const std::vector<BulkEntry>& entries,
                                     const std::vector<RunEditStore::Outcome>& outcomes);
/// The text of contract D.4 for a case that was refused under that name.
std::string refusal_text(const Configuration& configuration, const RunEditStore::Outcome& outcome, std::string_view subject);

inline constexpr std::size_t bulk_runs_max = 1'000;

}  // namespace testledger
