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

// server_handlers.cpp
Result<Response> create_project(const Call& call, const boost::json::value& body);
Result<Response> show_status(const Call& call);

}  // namespace testledger
