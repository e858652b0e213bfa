#pragma once

#include <boost/json/fwd.hpp>

#include "core/result.hpp"
#include "http/application.hpp"
#include "http/endpoints/call.hpp"

// A project's own lists (contract B.2), its links out, and its tags (contract B.3).

namespace testledger {

// config_handlers.cpp
Result<Response> show_configuration(const Call& call);
Result<Response> list_choices(const Call& call);
Result<Response> list_run_statuses(const Call& call);
Result<Response> list_step_statuses(const Call& call);
Result<Response> list_custom_fields(const Call& call);

// config_changes.cpp
Result<Response> create_choice(const Call& call, const boost::json::value& body);
Result<Response> change_choice(const Call& call, const boost::json::value& body);
Result<Response> remove_choice(const Call& call);
Result<Response> create_run_status(const Call& call, const boost::json::value& body);
Result<Response> change_run_status(const Call& call, const boost::json::value& body);
Result<Response> remove_run_status(const Call& call);
Result<Response> create_custom_field(const Call& call, const boost::json::value& body);
Result<Response> change_custom_field(const Call& call, const boost::json::value& body);
Result<Response> remove_custom_field(const Call& call);
Result<Response> change_links(const Call& call, const boost::json::value& body);
/// The list that the path names; not_found for another name.
Result<ChoiceKind> choice_kind_of(const Call& call);

// tag_handlers.cpp
Result<Response> list_tags(const Call& call);
Result<Response> ensure_tags(const Call& call, const boost::json::value& body);
Result<Response> rename_tag(const Call& call, const boost::json::value& body);
Result<Response> remove_tag(const Call& call);

}  // namespace testledger
