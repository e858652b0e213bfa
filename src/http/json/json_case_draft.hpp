#pragma once

#include <boost/json/object.hpp>

#include "core/result.hpp"
#include "domain/project.hpp"
#include "domain/test_case.hpp"
#include "http/json/json_tags.hpp"

namespace testledger {

/// The case a client wants made, with every choice resolved (contract A.3, A.4), and its tags with those that tags_named_by_id
/// asks for. invalid_argument names the member that cannot be meant; members that only the server writes are passed over.
Result<CaseDraft> read_case_draft(const boost::json::object& body, const Configuration& configuration, const TagNames& tags);

/// The same in place of what a case says: choices and custom values that are not offered any more may stay.
Result<CaseDraft> read_case_replacement(const boost::json::object& body, const Configuration& configuration, const TagNames& tags,
                                        const CaseDraft& before);

/// A case with the members changed that the body has; one that is null is emptied, or becomes the list's default. Likewise.
Result<CaseDraft> read_case_changes(const boost::json::object& body, const Configuration& configuration, const TagNames& tags,
                                    const CaseDraft& before);

}  // namespace testledger
