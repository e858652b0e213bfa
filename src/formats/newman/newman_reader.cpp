#include "formats/newman/newman_reader.hpp"

#include <charconv>
#include <cmath>

#include "formats/text/kept_text.hpp"

namespace testledger {
namespace {

constexpr std::string_view error_fields[] = {"errno", "code", "syscall", "hostname", "host", "address", "port", "reason", "message"};

bool is_number(std::string_view text) {
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  return !digits.empty() && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

/// Whole numbers that some versions write with a fraction; nothing for other text.
template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number number{};
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (status != std::errc{}) return std::nullopt;
  return number;
}

std::optional<Duration> milliseconds(std::string_view text) {
  const auto number = number_of<double>(text);
  constexpr double longest = 1e3 * 60 * 60 * 24 * 365;
  if (!number || !(*number >= 0 && *number <= longest)) return std::nullopt;
  return Duration(std::llround(*number * 1e3));
}

ReportedFailure failure_of(std::string_view what, std::string type, const std::string& message, std::string stack) {
  std::string told(what);
  if (!message.empty()) told.append(told.empty() ? "" : ": ").append(message);
  return {std::move(type), kept(told), std::move(stack)};
}

}  // namespace

// ---- the run as a whole

void NewmanReader::refuse_collection() {
  fail(ErrorCode::unreadable_report,
       "this is a Postman collection, not the report of a run; send what \"newman run --reporters json\" writes");
}

void NewmanReader::collection_name(std::string text) {
  folders_came_late_ = executions_ > 0;
  folders_->set_collection(std::move(text));
}

void NewmanReader::stats_total(std::string text) { told_total_ = number_of<std::uint64_t>(text); }
void NewmanReader::stats_failed(std::string text) { told_failed_ = number_of<std::uint64_t>(text); }

void NewmanReader::started(std::string text) {
  const auto since_epoch = number_of<std::int64_t>(text);
  constexpr std::int64_t year_10000 = 253'402'300'800'000;
  if (since_epoch && *since_epoch > 0 && *since_epoch < year_10000) started_ = TimePoint(std::chrono::milliseconds(*since_epoch));
}

void NewmanReader::begin_error(ScriptError& error) {
  error = {.set = true};
  error_ = &error;
}

void NewmanReader::begin_run_error() { begin_error(run_error_); }

void NewmanReader::run_error_text(std::string text) { run_error_ = {.set = true, .message = std::move(text)}; }

std::unique_ptr<ReportReader> NewmanReader::second_reading() const {
  if (!folders_came_late_) return nullptr;
  return std::make_unique<NewmanReader>(folders_);
}

void NewmanReader::at_end() {
  if (!has_run_) return fail(ErrorCode::unreadable_report, "this JSON is no Newman report: it has no \"run\"");
  if (duplicates_ > 0)
    warn("duplicate_execution",
         std::to_string(duplicates_) + " executions are written twice, as Newman does when a script sends requests of its own",
         first_duplicate_);
  const bool disagrees = (told_total_ && *told_total_ != assertions_) || (told_failed_ && *told_failed_ != failed_assertions_);
  if (disagrees)
    warn("counts_disagree",
         "the report's totals tell " + std::to_string(told_total_.value_or(0)) + " assertions, " +
             std::to_string(told_failed_.value_or(0)) + " of them failed; it holds " + std::to_string(assertions_) + " and " +
             std::to_string(failed_assertions_),
         {});
  if (!run_error_.set) return;
  if (executions_ > 0) return warn("run_error", "the run was ended by an error: " + run_error_.message, {});
  clear(test_);
  test_.name = folders_->collection().empty() ? "Newman run" : folders_->collection();
  test_.origin = TestOrigin::suite_failure;
  test_.outcome = Outcome::errored;
  test_.started = started_;
  test_.failures.push_back({run_error_.name, kept(run_error_.message), run_error_.stack});
  hand_on(test_);
}

// ---- one execution

void NewmanReader::begin_execution() {
  clear(test_);
  execution_ = {};
  test_.place = place();
  request_ = &execution_.sent;
}

void NewmanReader::iteration(std::string text) { execution_.iteration = number_of<std::uint64_t>(text).value_or(0); }
void NewmanReader::position(std::string text) { execution_.position = number_of<std::uint64_t>(text).value_or(0); }
void NewmanReader::cycles(std::string text) { execution_.cycles = number_of<std::uint64_t>(text).value_or(0); }

void NewmanReader::begin_sent() {
  execution_.has_sent = true;
  request_ = &execution_.sent;
}

void NewmanReader::host(std::string text) { append_kept(request_->host, std::move(text)); }
void NewmanReader::path(std::string text) { append_kept(request_->path, std::move(text)); }

void NewmanReader::add_parameter(std::vector<NewmanParameter>& parameters) {
  append_kept(parameters, std::move(parameter_));
  parameter_ = {};
}

void NewmanReader::request_error_text(std::string text) {
  execution_.failed_to_send = true;
  execution_.request_error = "message='" + text + "'";
}

template <std::size_t index>
void NewmanReader::request_error_field(std::string text) {
  std::string& told = execution_.request_error;
  told.append(told.empty() ? "" : ", ").append(error_fields[index]).append("=");
  told.append(is_number(text) ? text : "'" + text + "'");
}

NewmanReader::Table NewmanReader::request_error_keys() {
  static const auto rows = []<std::size_t... index>(std::index_sequence<index...>) {
    return std::array{Row{.name = error_fields[index], .text = &NewmanReader::request_error_field<index>}...};
  }(std::make_index_sequence<std::size(error_fields)>{});
  return rows;
}

void NewmanReader::assertion_error_text(std::string text) { assertion_.error = {.set = true, .message = std::move(text)}; }

void NewmanReader::end_assertion() {
  ReportedStep step{.kind = StepKind::assertion, .keyword = execution_.assertions++ == 0 ? "Then" : "And", .text = assertion_.text};
  step.outcome = assertion_.skipped ? Outcome::skipped : assertion_.error.set ? Outcome::failed : Outcome::passed;
  step.actual = kept(assertion_.error.message, limits::step_text_max);
  if (step.outcome == Outcome::failed)
    append_kept(test_.failures, failure_of(assertion_.text, assertion_.error.name, assertion_.error.message, assertion_.error.stack));
  append_kept(test_.steps, std::move(step));
}

void NewmanReader::end_script(std::vector<ScriptError>& errors) {
  if (script_error_.set) append_kept(errors, std::move(script_error_));
  script_error_ = {};
}

/// Newman writes an execution for each request that an item's scripts send, with the same assertions.
bool NewmanReader::is_duplicate() {
  const std::string key =
      execution_.ref + "\n" + std::to_string(execution_.iteration) + "\n" + std::to_string(execution_.position) + "\n" + execution_.id;
  return !execution_.ref.empty() && !seen_.insert(std::hash<std::string>{}(key)).second;
}

void NewmanReader::end_execution() {
  if (is_duplicate()) {
    if (duplicates_++ == 0) first_duplicate_ = test_.place;
    return;
  }
  ++executions_;
  for (const ReportedStep& step : test_.steps) {
    ++assertions_;
    if (step.outcome == Outcome::failed) ++failed_assertions_;
  }
  finish_test();
  decide_outcome();
  hand_on(test_);
}

void NewmanReader::finish_test() {
  const NewmanRequest& request = execution_.planned.empty() ? execution_.sent : execution_.planned;
  test_.suites = (known_ ? *known_ : *folders_).path_to(execution_.item_id);
  if (test_.name.empty()) test_.name = request_line(request);
  test_.started = started_;
  test_.duration = milliseconds(execution_.time);
  take_row();
  std::vector<ReportedStep> assertions = std::exchange(test_.steps, {});
  add_script_steps(execution_.before, StepKind::setup, "pre-request script");
  add_request_step();
  for (ReportedStep& assertion : assertions) append_kept(test_.steps, std::move(assertion));
  add_script_steps(execution_.after, StepKind::teardown, "test script");
}

void NewmanReader::take_row() {
  if (execution_.cycles <= 1 && execution_.iteration == 0) return;
  const auto number = static_cast<int>(std::min<std::uint64_t>(execution_.iteration, limits::results_max) + 1);
  test_.row = ReportedRow{"iteration " + std::to_string(number), number};
  test_.parameters.push_back({"iteration", std::to_string(number)});
}

void NewmanReader::add_request_step() {
  const NewmanRequest& request = execution_.planned.empty() ? execution_.sent : execution_.planned;
  ReportedStep step{.keyword = "Given", .text = request_line(request), .data = request_data(request), .actual = response_text()};
  if (const std::string used = variables_.used_in(step.text + "\n" + step.data); !used.empty())
    step.actual = kept(step.actual + (step.actual.empty() ? "" : "\n") + used, limits::step_text_max);
  step.duration = test_.duration;
  if (execution_.failed_to_send) {
    step.outcome = Outcome::errored;
    append_kept(test_.failures, ReportedFailure{"RequestError", kept(request_error_notation()), {}});
  } else if (!execution_.has_response && !execution_.has_sent) {
    step.outcome = Outcome::skipped;
  }
  append_kept(test_.steps, std::move(step));
}

std::string NewmanReader::response_text() const {
  std::string text;
  const auto add = [&](std::string_view label, const std::string& value, std::string_view unit) {
    if (!value.empty()) text.append(text.empty() ? "" : "\n").append(label).append(value).append(unit);
  };
  add("Response: ", execution_.code + (execution_.status.empty() ? "" : " " + execution_.status), "");
  add("Time: ", execution_.time, " ms");
  add("Size: ", execution_.size, " bytes");
  if (execution_.failed_to_send) text.append(text.empty() ? "" : "\n").append(request_error_notation());
  return kept(text, limits::step_text_max);
}

void NewmanReader::add_script_steps(std::vector<ScriptError>& errors, StepKind kind, std::string_view what) {
  for (ScriptError& error : errors) {
    ReportedStep step{
        .kind = kind, .text = std::string(what), .actual = kept(error.message, limits::step_text_max), .outcome = Outcome::errored};
    append_kept(test_.failures, failure_of(what, std::move(error.name), error.message, std::move(error.stack)));
    append_kept(test_.steps, std::move(step));
  }
}

void NewmanReader::decide_outcome() {
  const auto any = [&](Outcome outcome) {
    return std::ranges::any_of(test_.steps, [&](const ReportedStep& step) { return step.outcome == outcome; });
  };
  if (any(Outcome::failed))
    test_.outcome = Outcome::failed;
  else if (any(Outcome::errored))
    test_.outcome = Outcome::errored;
  else if (!execution_.has_response && !execution_.has_sent && execution_.assertions == 0) {
    test_.outcome = Outcome::skipped;
    test_.skip_reason = "the request was not sent";
  }
}

/// An execution is known by its request's name alone: half a URL would be the name of another.
void NewmanReader::cut_short() {
  if (test_.name.empty() || is_duplicate()) return;
  finish_test();
  mark_cut_short(test_);
  hand_on(test_);
}

}  // namespace testledger
