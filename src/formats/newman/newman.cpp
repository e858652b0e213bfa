// The descriptor of Newman's JSON and the keys that are read. What is made of them is in newman_reader.cpp.
// Environment values, headers and response bodies are in no table: they hold secrets, or are too large.
#include "formats/newman/newman_reader.hpp"
#include "formats/report_format.hpp"

namespace testledger {
namespace {

bool has(std::span<const std::string> keys, std::string_view wanted) { return std::ranges::find(keys, wanted) != keys.end(); }

/// A collection by itself has "info" and "item" where a report has "collection" and "run".
bool looks_like_newman(const ReportHead& head) {
  if (head.syntax != ReportHead::Syntax::json || head.root != "{" || has(head.root_keys, "info")) return false;
  return has(head.root_keys, "collection") ||
         (has(head.root_keys, "run") && (has(head.inner_keys, "executions") || has(head.inner_keys, "stats")));
}

constexpr std::string_view media_types[] = {"application/json"};

}  // namespace

extern const ReportFormat newman_format;
const ReportFormat newman_format = {
    .name = "newman",
    .title = "Newman",
    .description = "JSON report or run summary of Newman, the runner of Postman collections",
    .media_types = media_types,
    .kind = {.keys = {.name = true}, .bdd = true, .steps = true, .bdd_force_update = true},
    .looks_like = looks_like_newman,
    .make_reader = []() -> std::unique_ptr<ReportReader> { return std::make_unique<NewmanReader>(); },
};

using R = NewmanReader;

const R::Row& R::root() {
  static constexpr Row row{.name = "", .children = &R::root_keys};
  return row;
}

R::Table R::root_keys() {
  static constexpr Row rows[] = {
      {.name = "collection", .children = &R::collection_keys}, {.name = "environment", .children = &R::environment_keys},
      {.name = "globals", .children = &R::global_keys},        {.name = "run", .begin = &R::begin_run, .children = &R::run_keys},
      {.name = "info", .begin = &R::refuse_collection},
  };
  return rows;
}

R::Table R::collection_keys() {
  static constexpr Row rows[] = {
      {.name = "info", .children = &R::info_keys},
      {.name = "variable", .begin = &R::begin_variable, .end = &R::end_collection_variable, .children = &R::variable_keys},
      {.name = "item", .begin = &R::begin_node, .end = &R::end_node, .children = &R::node_keys},
  };
  return rows;
}

R::Table R::environment_keys() {
  static constexpr Row rows[] = {
      {.name = "values", .begin = &R::begin_variable, .end = &R::end_environment_variable, .children = &R::variable_keys}};
  return rows;
}

R::Table R::global_keys() {
  static constexpr Row rows[] = {
      {.name = "values", .begin = &R::begin_variable, .end = &R::end_global_variable, .children = &R::variable_keys}};
  return rows;
}

R::Table R::variable_keys() {
  static constexpr Row rows[] = {
      {.name = "id", .text = &R::variable_id},           {.name = "key", .text = &R::variable_name},
      {.name = "value", .text = &R::variable_value},     {.name = "type", .text = &R::variable_type},
      {.name = "enabled", .text = &R::variable_enabled},
  };
  return rows;
}

R::Table R::info_keys() {
  static constexpr Row rows[] = {{.name = "name", .text = &R::collection_name}};
  return rows;
}

R::Table R::node_keys() {
  static constexpr Row rows[] = {
      {.name = "id", .text = &R::node_id},
      {.name = "name", .text = &R::node_name},
      {.name = "item", .begin = &R::begin_node, .end = &R::end_node, .children = &R::node_keys, .list_begin = &R::begin_children},
  };
  return rows;
}

R::Table R::run_keys() {
  static constexpr Row rows[] = {
      {.name = "executions", .begin = &R::begin_execution, .end = &R::end_execution, .children = &R::execution_keys, .test = true},
      {.name = "stats", .children = &R::stats_keys},
      {.name = "timings", .children = &R::timing_keys},
      {.name = "error", .text = &R::run_error_text, .begin = &R::begin_run_error, .children = &R::error_keys},
  };
  return rows;
}

R::Table R::stats_keys() {
  static constexpr Row rows[] = {{.name = "assertions", .children = &R::assertion_stats_keys}};
  return rows;
}

R::Table R::assertion_stats_keys() {
  static constexpr Row rows[] = {{.name = "total", .text = &R::stats_total}, {.name = "failed", .text = &R::stats_failed}};
  return rows;
}

R::Table R::timing_keys() {
  static constexpr Row rows[] = {{.name = "started", .text = &R::started}};
  return rows;
}

R::Table R::execution_keys() {
  static constexpr Row rows[] = {
      {.name = "cursor", .children = &R::cursor_keys},
      {.name = "item", .children = &R::item_keys},
      {.name = "request", .begin = &R::begin_sent, .children = &R::request_keys},
      {.name = "response", .begin = &R::begin_response, .children = &R::response_keys},
      {.name = "id", .text = &R::execution_id},
      {.name = "assertions", .begin = &R::begin_assertion, .end = &R::end_assertion, .children = &R::assertion_keys},
      {.name = "requestError", .text = &R::request_error_text, .begin = &R::begin_request_error, .children = &R::request_error_keys},
      {.name = "prerequestScript", .end = &R::end_before, .children = &R::script_keys},
      {.name = "testScript", .end = &R::end_after, .children = &R::script_keys},
  };
  return rows;
}

R::Table R::cursor_keys() {
  static constexpr Row rows[] = {
      {.name = "ref", .text = &R::ref},
      {.name = "iteration", .text = &R::iteration},
      {.name = "position", .text = &R::position},
      {.name = "cycles", .text = &R::cycles},
  };
  return rows;
}

R::Table R::item_keys() {
  static constexpr Row rows[] = {
      {.name = "id", .text = &R::item_id},
      {.name = "name", .text = &R::item_name},
      {.name = "request", .text = &R::planned_url, .begin = &R::begin_planned, .children = &R::request_keys},
  };
  return rows;
}

R::Table R::request_keys() {
  static constexpr Row rows[] = {
      {.name = "method", .text = &R::method},
      {.name = "url", .text = &R::raw_url, .children = &R::url_keys},
      {.name = "body", .children = &R::body_keys},
      {.name = "description", .text = &R::description, .children = &R::text_keys},
  };
  return rows;
}

R::Table R::text_keys() {
  static constexpr Row rows[] = {{.name = "content", .text = &R::description}};
  return rows;
}

R::Table R::url_keys() {
  static constexpr Row rows[] = {
      {.name = "raw", .text = &R::raw_url},
      {.name = "protocol", .text = &R::protocol},
      {.name = "host", .text = &R::host},
      {.name = "port", .text = &R::port},
      {.name = "path", .text = &R::path, .children = &R::segment_keys},
      {.name = "query", .begin = &R::begin_parameter, .end = &R::end_query, .children = &R::parameter_keys},
  };
  return rows;
}

R::Table R::segment_keys() {
  static constexpr Row rows[] = {{.name = "value", .text = &R::path}};
  return rows;
}

R::Table R::body_keys() {
  static constexpr Row rows[] = {
      {.name = "raw", .text = &R::body, .text_max = limits::step_text_max},
      {.name = "formdata", .begin = &R::begin_parameter, .end = &R::end_form, .children = &R::parameter_keys},
      {.name = "urlencoded", .begin = &R::begin_parameter, .end = &R::end_url_encoded, .children = &R::parameter_keys},
      {.name = "graphql", .children = &R::graphql_keys},
  };
  return rows;
}

R::Table R::parameter_keys() {
  static constexpr Row rows[] = {
      {.name = "key", .text = &R::parameter_key},
      {.name = "value", .text = &R::parameter_value},
      {.name = "src", .text = &R::parameter_value},
      {.name = "disabled", .text = &R::parameter_disabled},
  };
  return rows;
}

R::Table R::graphql_keys() {
  static constexpr Row rows[] = {
      {.name = "query", .text = &R::body, .text_max = limits::step_text_max},
      {.name = "variables", .text = &R::graphql_variables, .text_max = limits::step_text_max},
  };
  return rows;
}

R::Table R::response_keys() {
  static constexpr Row rows[] = {
      {.name = "code", .text = &R::code},
      {.name = "status", .text = &R::status},
      {.name = "responseTime", .text = &R::time},
      {.name = "responseSize", .text = &R::size},
  };
  return rows;
}

R::Table R::assertion_keys() {
  static constexpr Row rows[] = {
      {.name = "assertion", .text = &R::assertion_text},
      {.name = "skipped", .text = &R::assertion_skipped},
      {.name = "error", .text = &R::assertion_error_text, .begin = &R::begin_assertion_error, .children = &R::error_keys},
  };
  return rows;
}

R::Table R::script_keys() {
  static constexpr Row rows[] = {{.name = "error", .begin = &R::begin_script_error, .children = &R::error_keys}};
  return rows;
}

R::Table R::error_keys() {
  static constexpr Row rows[] = {
      {.name = "name", .text = &R::error_name},
      {.name = "message", .text = &R::error_message, .text_max = limits::failure_text_max},
      {.name = "stack", .text = &R::error_stack, .text_max = limits::failure_text_max},
  };
  return rows;
}

}  // namespace testledger
