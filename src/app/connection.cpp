#include "app/connection.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "app/console.hpp"

namespace testledger {
namespace {

/// The remedy for answers that come before any result is looked at.
Error refusal(const ServerAnswer& answer) {
  std::string text = "the server answered " + std::to_string(answer.status) + ": " + printable(answer.body, 500);
  while (text.ends_with(' ')) text.pop_back();
  if (text.find_last_of(".!?:") != text.size() - 1) text += '.';
  if (answer.status == 401) text += " Check the token.";
  if (answer.status == 404) text += " Check --url, --project and --cycle.";
  if (answer.retry_after) text += " It asks to be left alone for " + std::to_string(answer.retry_after->count()) + " seconds.";
  return {ErrorCode::unavailable, std::move(text)};
}

Result<std::string> token_of(const RemoteOptions& options) {
  if (!options.token_file.empty()) return read_secret(options.token_file);
  if (const char* token = std::getenv("TESTLEDGER_TOKEN"); token && *token) return std::string(token);
  return Error{ErrorCode::invalid_argument, "no token. Name its file with --token-file, or set TESTLEDGER_TOKEN."};
}

}  // namespace

Result<ServerAddress> address_of(const RemoteOptions& options) {
  std::string token = TRY(token_of(options));
  return ServerAddress{options.url, std::move(token), options.ca_file, std::chrono::seconds(options.timeout_s)};
}

Result<ServerAnswer> send_with_retries(const RemoteOptions& options, LiveLine& line, const std::string& subject,
                                       const std::function<Result<ServerAnswer>()>& send) {
  return with_retries({.retries_max = options.retries}, send, [&](const Retry& retry) {
    const double seconds = static_cast<double>(retry.pause.count()) / 1'000;
    line.say(fmt::format("testledger: {}: {}. Sending it again in {:.1f} s ({} of {}).", printable(subject, 200),
                         printable(retry.reason, 500), seconds, retry.number, options.retries));
  });
}

std::string project_path(const RemoteOptions& options) { return "/project/" + path_segment(options.project); }

Result<boost::json::object> object_of(const ServerAnswer& answer) {
  if (answer.status != 200) return refusal(answer);
  boost::system::error_code problem;
  boost::json::value json = boost::json::parse(answer.body, problem);
  if (problem || !json.is_object()) return Error{ErrorCode::unavailable, "the answer is not Testledger's. Check --url."};
  return std::move(json.as_object());
}

std::int64_t number(const boost::json::object& object, std::string_view name) {
  const boost::json::value* value = object.if_contains(name);
  if (!value || !value->is_number()) return 0;
  boost::system::error_code out_of_range;
  const auto number = value->to_number<std::int64_t>(out_of_range);
  return out_of_range ? 0 : number;
}

/// A view: one of a value that was made of it would not outlive the call.
std::string_view text(const boost::json::object& object, std::string_view name) {
  const boost::json::value* value = object.if_contains(name);
  return value && value->is_string() ? std::string_view(value->as_string()) : std::string_view();
}

std::string_view text(const boost::json::value& value, std::string_view name) {
  return value.is_object() ? text(value.as_object(), name) : std::string_view();
}

}  // namespace testledger
