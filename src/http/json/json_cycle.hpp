#pragma once

#include <boost/json/object.hpp>

#include "core/result.hpp"
#include "domain/test_cycle.hpp"

namespace testledger {

/// The cycle a client wants made (contract A.6, B.6). invalid_argument without a title or with one beyond title_length_max.
Result<CycleDraft> read_cycle_draft(const boost::json::object& body);

}  // namespace testledger
