#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "formats/json/key_reader.hpp"
#include "formats/newman/newman_folders.hpp"
#include "formats/newman/newman_request.hpp"
#include "formats/newman/newman_variables.hpp"

namespace testledger {

/// Reads the run that Newman's JSON reporter writes, and the run summary that reporters post. A record is one executed
/// request; its assertions are steps. See docs/formats/newman.md.
class NewmanReader final : public KeyReader<NewmanReader> {
 public:
  /// `known` are the folders when an earlier reading found them after the executions.
  explicit NewmanReader(std::shared_ptr<const NewmanFolders> known = nullptr) : known_(std::move(known)) {}

  static const Row& root();
  ReportHeader header() const override { return {"newman", {}}; }
  std::unique_ptr<ReportReader> second_reading() const override;

  void at_end();
  void cut_short();

 private:
  /// An error as scripts, assertions and runs tell it.
  struct ScriptError {
    bool set = false;
    std::string name;
    std::string message;
    std::string stack;
  };

  struct Assertion {
    std::string text;
    bool skipped = false;
    ScriptError error;
  };

  struct Execution {
    std::string ref, id, item_id;
    std::uint64_t iteration = 0, position = 0, cycles = 0;
    NewmanRequest planned;  ///< of the item, with {{variables}}
    NewmanRequest sent;
    bool has_sent = false;
    bool has_response = false;
    std::string code, status, time, size;
    std::string request_error;  ///< "errno=-111, code='ECONNREFUSED'"
    bool failed_to_send = false;
    std::size_t assertions = 0;
    std::vector<ScriptError> before, after;  ///< errors of the pre-request and the test scripts
  };

  static Table root_keys();
  static Table collection_keys();
  static Table environment_keys();
  static Table global_keys();
  static Table variable_keys();
  static Table node_keys();
  static Table info_keys();
  static Table run_keys();
  static Table stats_keys();
  static Table assertion_stats_keys();
  static Table timing_keys();
  static Table execution_keys();
  static Table cursor_keys();
  static Table item_keys();
  static Table request_keys();
  static Table url_keys();
  static Table segment_keys();
  static Table body_keys();
  static Table parameter_keys();
  static Table graphql_keys();
  static Table text_keys();
  static Table response_keys();
  static Table assertion_keys();
  static Table script_keys();
  static Table error_keys();
  static Table request_error_keys();

  void refuse_collection();
  void begin_run() { has_run_ = true; }
  void begin_collection() {}
  void begin_node() { folders_->begin_node(); }
  void end_node() { folders_->end_node(); }
  void node_id(std::string text) { folders_->set_id(std::move(text)); }
  void node_name(std::string text) { folders_->set_name(std::move(text)); }
  void begin_children() { folders_->begin_children(); }
  void collection_name(std::string text);
  void begin_variable() { variables_.begin(); }
  void variable_id(std::string text) { variables_.set_id(std::move(text)); }
  void variable_name(std::string text) { variables_.set_name(std::move(text)); }
  void variable_value(std::string text) { variables_.set_value(std::move(text)); }
  void variable_type(std::string text) { variables_.set_type(text); }
  void variable_enabled(std::string text) { variables_.set_enabled(text); }
  void end_collection_variable() { variables_.end(NewmanVariables::Scope::collection); }
  void end_environment_variable() { variables_.end(NewmanVariables::Scope::environment); }
  void end_global_variable() { variables_.end(NewmanVariables::Scope::globals); }
  void stats_total(std::string text);
  void stats_failed(std::string text);
  void started(std::string text);
  void begin_run_error();
  void run_error_text(std::string text);

  void begin_execution();
  void end_execution();
  void execution_id(std::string text) { execution_.id = std::move(text); }
  void ref(std::string text) { execution_.ref = std::move(text); }
  void iteration(std::string text);
  void position(std::string text);
  void cycles(std::string text);
  void item_id(std::string text) { execution_.item_id = std::move(text); }
  void item_name(std::string text) { test_.name = std::move(text); }
  void description(std::string text) { test_.description = std::move(text); }
  void begin_planned() { request_ = &execution_.planned; }
  void planned_url(std::string text) { execution_.planned.raw_url = std::move(text); }
  void begin_sent();

  void method(std::string text) { request_->method = std::move(text); }
  void raw_url(std::string text) { request_->raw_url = std::move(text); }
  void protocol(std::string text) { request_->protocol = std::move(text); }
  void host(std::string text);
  void port(std::string text) { request_->port = std::move(text); }
  void path(std::string text);
  void body(std::string text) { request_->body = std::move(text); }
  void graphql_variables(std::string text) { request_->body.append("\n").append(text); }
  void begin_parameter() { parameter_ = {}; }
  void parameter_key(std::string text) { parameter_.key = std::move(text); }
  void parameter_value(std::string text) { parameter_.value = std::move(text); }
  void parameter_disabled(std::string text) { parameter_.disabled = text == "true"; }
  void end_query() { add_parameter(request_->query); }
  void end_form() { add_parameter(request_->form); }
  void end_url_encoded() { add_parameter(request_->url_encoded); }
  void add_parameter(std::vector<NewmanParameter>& parameters);

  void begin_response() { execution_.has_response = true; }
  void code(std::string text) { execution_.code = std::move(text); }
  void status(std::string text) { execution_.status = std::move(text); }
  void time(std::string text) { execution_.time = std::move(text); }
  void size(std::string text) { execution_.size = std::move(text); }
  void begin_request_error() { execution_.failed_to_send = true; }
  void request_error_text(std::string text);
  template <std::size_t index>
  void request_error_field(std::string text);

  void begin_assertion() { assertion_ = {}; }
  void end_assertion();
  void assertion_text(std::string text) { assertion_.text = std::move(text); }
  void assertion_skipped(std::string text) { assertion_.skipped = text == "true"; }
  void begin_assertion_error() { begin_error(assertion_.error); }
  void assertion_error_text(std::string text);
  void begin_script_error() { begin_error(script_error_); }
  void end_before() { end_script(execution_.before); }
  void end_after() { end_script(execution_.after); }
  void end_script(std::vector<ScriptError>& errors);
  void begin_error(ScriptError& error);
  void error_name(std::string text) { error_->name = std::move(text); }
  void error_message(std::string text) { error_->message = std::move(text); }
  void error_stack(std::string text) { error_->stack = std::move(text); }

  bool is_duplicate();
  void finish_test();
  void add_request_step();
  void add_script_steps(std::vector<ScriptError>& errors, StepKind kind, std::string_view what);
  void decide_outcome();
  std::string response_text() const;
  std::string request_error_notation() const { return "RequestError{ " + execution_.request_error + " }"; }
  void take_row();

  NewmanVariables variables_;
  std::shared_ptr<const NewmanFolders> known_;
  std::shared_ptr<NewmanFolders> folders_ = std::make_shared<NewmanFolders>();
  bool folders_came_late_ = false;
  bool has_run_ = false;
  std::optional<TimePoint> started_;
  std::optional<std::uint64_t> told_total_, told_failed_;
  ScriptError run_error_;
  std::uint64_t executions_ = 0, assertions_ = 0, failed_assertions_ = 0, duplicates_ = 0;
  Place first_duplicate_;
  std::unordered_set<std::uint64_t> seen_;

  ReportedTest test_;
  Execution execution_;
  NewmanRequest* request_ = &execution_.planned;
  NewmanParameter parameter_;
  Assertion assertion_;
  ScriptError script_error_;
  ScriptError* error_ = &script_error_;
};

}  // namespace testledger
