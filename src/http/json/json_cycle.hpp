#pragma once

#include <boost/json/object.hpp>

#include "core/result.hpp"
#include "domain/project.hpp"
#include "domain/test_cycle.hpp"
#include "http/json/json_tags.hpp"

namespace testledger {

/// What reading a cycle needs to know of its project.
struct CycleReading {
  const Configuration& configuration;
  const TagNames& tags;  ///< those that tags_named_by_id asks for
};

/// Contract A.6, B.6. invalid_argument without a title or with one beyond title_length_max, for wrong dates and wrong custom values.
Result<CycleDraft> read_cycle_draft(const boost::json::object& body, const CycleReading& reading);
/// The same in place of a cycle: what is absent is cleared, but an open cycle stays open and a closed one closed.
Result<CycleDraft> read_cycle_replacement(const boost::json::object& body, const TestCycle& before, const CycleReading& reading);
/// Only what is there is changed.
Result<CycleDraft> read_cycle_change(const boost::json::object& body, const TestCycle& before, const CycleReading& reading);

}  // namespace testledger
