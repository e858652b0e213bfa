#include "mapping/comments.hpp"

#include <algorithm>

#include "domain/test_run.hpp"
#include "mapping/status.hpp"
#include "mapping/text.hpp"

namespace testledger {
namespace {

constexpr std::size_t row_title_length_max = 200;
constexpr std::size_t output_size_max = 8'192;  // bytes: what the last lines say, not a whole log

void add_paragraph(std::string& text, std::string_view paragraph) {
  if (paragraph.empty()) return;
  if (!text.empty()) text += '\n';
  text += paragraph;
}

/// The message is not told twice when the long text begins with it.
void add_failure(std::string& text, const ReportedFailure& failure) {
  const std::string_view message = without_blanks_around(failure.message), stack = without_blanks_around(failure.text);
  if (message.empty() && stack.empty()) add_paragraph(text, failure.type);
  if (!stack.starts_with(message)) add_paragraph(text, message);
  add_paragraph(text, stack);
}

const ReportedStep* first_failed_step(const ReportedTest& test) {
  const auto failed = [](const ReportedStep& step) { return step_status_of(step) == RunStatusType::failed; };
  const auto found = std::ranges::find_if(test.steps, failed);
  return found == test.steps.end() ? nullptr : &*found;
}

void add_step(std::string& text, const ReportedStep& step) {
  add_paragraph(text, step.keyword.empty() ? step.text : step.keyword + " " + step.text);
  add_paragraph(text, without_blanks_around(step.actual));
}

std::string attempts_comment(const ReportedTest& test) {
  std::string text;
  for (std::size_t index = 0; index < test.attempts.size(); ++index) {
    const ReportedAttempt& attempt = test.attempts[index];
    add_paragraph(text, "Attempt " + std::to_string(index + 1) + ": " + std::string(name_of(attempt.outcome)));
    add_failure(text, attempt.failure);
    if (text.size() > comment_length_max * 4) break;  // bytes enough for every character that is kept
  }
  return text;
}

/// The end of an output is what explains a failure.
void add_output(std::vector<std::string>& comments, std::string_view title, std::string_view output) {
  output = without_blanks_around(output);
  if (output.empty()) return;
  std::string text(title);
  text += output.size() > output_size_max ? " (its end):\n" : ":\n";
  comments.push_back(text.append(last_characters(output, output_size_max)));
}

/// Several tests of one case may differ by their classes only.
std::string plain_title(const ReportedTest& test) {
  std::string title(without_blanks_around(test.name));
  if (const std::string_view class_name = without_blanks_around(test.class_name); title.empty())
    title = class_name.empty() ? unnamed_test : class_name;
  else if (!class_name.empty())
    title.append(" (").append(class_name).append(")");
  title.resize(cut_to_characters(title, row_title_length_max).size());
  return title;
}

std::string cut(std::string text) {
  text.resize(cut_to_characters(text, comment_length_max).size());
  return text;
}

}  // namespace

std::string failure_comment(const ReportedTest& test) {
  std::string text;
  for (const ReportedFailure& failure : test.failures) add_failure(text, failure);
  if (text.empty())
    if (const ReportedStep* step = first_failed_step(test)) add_step(text, *step);
  if (text.empty()) add_paragraph(text, without_blanks_around(test.skip_reason));
  return cut(std::move(text));
}

std::vector<std::string> comments_of(const ReportedTest& test, const ReportKind& kind) {
  std::vector<std::string> comments;
  if (std::string failure = failure_comment(test); !failure.empty()) comments.push_back(std::move(failure));
  if (!test.attempts.empty()) comments.push_back(cut(attempts_comment(test)));
  if (kind.output_in_comments || run_status_of(test) == RunStatusType::failed) {
    add_output(comments, "Output", test.output);
    add_output(comments, "Error output", test.error_output);
  }
  return comments;
}

std::string row_title(const ReportedTest& test, const TestIdentity& identity) {
  if (!identity.row) return plain_title(test);
  std::string title(identity.row->name);
  if (identity.row->number > 0 && (title.empty() || title == std::to_string(identity.row->number)))
    title = "Row " + std::to_string(identity.row->number);
  std::string values;
  for (const ReportedProperty& parameter : test.parameters) {
    values.append(values.empty() ? "" : ", ").append(parameter.name).append("=").append(parameter.value);
    if (values.size() > row_title_length_max * 4) break;
  }
  if (title.empty())
    title = values.empty() ? plain_title(test) : std::move(values);
  else if (!values.empty())
    title.append(" (").append(values).append(")");
  title.resize(cut_to_characters(title, row_title_length_max).size());
  return title;
}

std::string row_comment(std::string_view title, std::string_view status, const ReportedTest& test) {
  std::string text = std::string(title).append(": ").append(status);
  add_paragraph(text, failure_comment(test));
  return cut(std::move(text));
}

}  // namespace testledger
