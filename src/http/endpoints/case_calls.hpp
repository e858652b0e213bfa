#pragma once

#include <boost/json/object.hpp>

#include "http/endpoints/handlers.hpp"
#include "http/json/json_shapes.hpp"

// What the handlers of cases have in common.

namespace testledger {

/// How the query wants cases to be shown, and one that was written: with its data sets.
CaseView case_view(const Call& call);
CaseView written_case_view(const Call& call);

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

/// What is to be known later of cases that are moved; nothing of the archive.
Audited move_audit(const Call& call, ShelfMove to);

/// Makes of a case what a body says: all of it, or the members that are there. Folder, tags and the cases that steps refer to are looked
/// up here, once.
enum class Changes { all, what_is_sent };
Result<CaseEdit> case_edit_wished_for(const Call& call, const boost::json::object& wish, std::shared_ptr<const Configuration> configuration,
                                      Changes changes);

/// The case, with an ETag that If-Match knows.
Response case_response(const Call& call, const Configuration& configuration, const TestCase& test_case, CaseView view);

}  // namespace testledger
