#pragma once

#include <boost/json/fwd.hpp>

#include "core/result.hpp"
#include "domain/folder.hpp"
#include "http/application.hpp"
#include "http/endpoints/call.hpp"

// What people do to one folder of one of the three trees (contract B.4 and ours). Lists and get-or-create are in handlers.hpp.

namespace testledger {

template <FolderKind kind>
Result<Response> create_folder(const Call& call, const boost::json::value& body);
template <FolderKind kind>
Result<Response> change_folder(const Call& call, const boost::json::value& body);
template <FolderKind kind>
Result<Response> remove_folder(const Call& call);

}  // namespace testledger
