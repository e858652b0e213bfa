#pragma once

#include <boost/json/object.hpp>

#include "http/endpoints/handlers.hpp"
#include "http/json/json_shapes.hpp"

// What the handlers of cases have in common.

namespace testledger {

/// How the query wants cases to be shown.
CaseView case_view(const Call& call);

/// The version of a case that path and query (`version`) name; not_found with the contract's text.
Result<TestCase> case_of(const Call& call);

/// What a body makes of a case: the whole of it or, with what it was before, only the members that are there. The folder and the
/// cases that steps refer to exist.
Result<CaseDraft> case_wished_for(const Call& call, const boost::json::object& wish, const Configuration& configuration,
                                  const CaseDraft* before = nullptr);

/// The case, with an ETag that If-Match knows.
Response case_response(const Call& call, const Configuration& configuration, const TestCase& test_case, CaseView view);

}  // namespace testledger
