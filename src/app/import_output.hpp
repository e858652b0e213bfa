#pragma once

#include <boost/json.hpp>
#include <string>
#include <vector>

#include "app/commands.hpp"
#include "core/result.hpp"

namespace testledger {

/// What came of one file: an answer of the import endpoint, or its batch, or why there is none.
struct ImportOutcome {
  std::string path;
  std::string type;
  Result<boost::json::object> answer;
};

/// The batch that a report became; 0 when it was imported at once.
std::int64_t batch_of(const boost::json::object& answer);

int exit_code(const ImportOutcome& outcome);

/// Errors and warnings, a line each, in the form that editors jump to: file:line: warning: text [code].
std::string notes(const std::string& path, const boost::json::object& answer);

boost::json::object to_json(const ImportOutcome& outcome, const std::string& cycle);

/// The table on stdout, errors and warnings on stderr.
void print_table(const ImportCommand& command, const std::vector<ImportOutcome>& outcomes);

}  // namespace testledger
