#pragma once

#include <boost/json/fwd.hpp>

#include "core/result.hpp"
#include "http/endpoints/call.hpp"
#include "http/response.hpp"

// What people look at results with: one handler per endpoint.

namespace testledger {

// result_handlers.cpp
Result<Response> list_results(const Call& call);
Result<Response> find_next_result(const Call& call);

// case_history_handler.cpp
Result<Response> show_case_history(const Call& call);

// overview_handlers.cpp
Result<Response> show_overview(const Call& call);
Result<Response> list_projects(const Call& call);
Result<Response> show_cycle_insight(const Call& call);
Result<Response> compare_cycles(const Call& call);
Result<Response> count_case_folders(const Call& call);
Result<Response> count_cycle_folders(const Call& call);

// find_handlers.cpp
Result<Response> find_anywhere(const Call& call);
Result<Response> find_in_project(const Call& call);

// server_handlers.cpp
Result<Response> create_project(const Call& call, const boost::json::value& body);
Result<Response> show_status(const Call& call);

}  // namespace testledger
