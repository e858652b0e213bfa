#pragma once

#include <boost/json/object.hpp>

#include "http/endpoints/handlers.hpp"
#include "http/json/json_shapes.hpp"

// What the handlers of cases have in common.

namespace testledger {

/// How the query wants cases to be shown.
CaseView case_view(const Call& call);

/// Which cases the query wants (`isArchived`, `isDeleted`).
CaseShelf case_shelf(const Call& call);

/// not_found with the contract's text.
Error no_case(std::string_view named);

/// The version of a case that path and query (`version`) name; not_found with the contract's text.
Result<TestCase> case_of(const Call& call);
/// The same name, for who looks later; not_found when no case can have it.
struct CaseName {
  Reference reference;
  std::optional<int> version;
};
Result<CaseName> case_name(const Call& call);

/// What a body makes of a case: the whole of it or, with what it was before, only the members that are there. The folder and the
/// cases that steps refer to exist.
Result<CaseDraft> case_wished_for(const Call& call, const boost::json::object& wish, const Configuration& configuration,
                                  const CaseDraft* before = nullptr);

/// Changes a case in the members that a body has. What the body names is looked up here, once.
Result<CaseEdit> case_edit_wished_for(const Call& call, const boost::json::object& wish,
                                      std::shared_ptr<const Configuration> configuration);

/// The case, with an ETag that If-Match knows.
Response case_response(const Call& call, const Configuration& configuration, const TestCase& test_case, CaseView view);

}  // namespace testledger
