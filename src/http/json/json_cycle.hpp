#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "domain/project.hpp"
#include "domain/test_cycle.hpp"

namespace testledger {

/// The cycle a client wants made, and its custom fields that the project does not have.
struct WantedCycle {
  CycleDraft draft;
  std::vector<std::string> unknown_fields;  ///< for Testledger-Warning
};

/// Contract A.6, B.6. invalid_argument without a title or with one beyond title_length_max, and for wrong custom values.
Result<WantedCycle> read_cycle_draft(const boost::json::object& body, const Configuration& configuration);

}  // namespace testledger
