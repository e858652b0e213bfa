#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "domain/project.hpp"
#include "domain/test_cycle.hpp"
#include "http/json/json_tags.hpp"

namespace testledger {

/// The cycle a client wants, and its custom fields that the project does not have.
struct WantedCycle {
  CycleDraft draft;
  std::vector<std::string> unknown_fields = {};  ///< for Testledger-Warning
};

/// What reading a cycle needs to know of its project.
struct CycleReading {
  const Configuration& configuration;
  const TagNames& tags;  ///< those that tags_named_by_id asks for
};

/// Contract A.6, B.6. invalid_argument without a title or with one beyond title_length_max, for wrong dates and wrong custom values.
Result<WantedCycle> read_cycle_draft(const boost::json::object& body, const CycleReading& reading);
/// The same in place of a cycle: what is absent is cleared, but an open cycle stays open and a closed one closed.
Result<WantedCycle> read_cycle_replacement(const boost::json::object& body, const TestCycle& before, const CycleReading& reading);
/// Only what is there is changed.
Result<WantedCycle> read_cycle_change(const boost::json::object& body, const TestCycle& before, const CycleReading& reading);

}  // namespace testledger
