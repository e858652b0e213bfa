#include "http/json/json_run_edit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/json/serialize.hpp>
#include <ranges>

#include "core/letter_case.hpp"
#include "domain/test_run.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_fields.hpp"
#include "http/json/json_run_fields.hpp"
#include "reports/limited_text.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

Error unknown_status(std::string_view name, const json::value& wanted, const Configuration& configuration) {
  constexpr std::size_t shown_max = 100;
  const json::string* text = wanted.if_string();
  const std::string shown = text != nullptr ? std::string(text->data(), text->size()) : json::serialize(wanted);
  return invalid(name, fmt::format("There is no run status '{}'. The project has {}.", shown.substr(0, shown_max),
                                   fmt::join(configuration.run_statuses | std::views::transform(&RunStatus::name), ", ")));
}

Result<const RunStatus*> read_status(const json::object& body, std::string_view name, const Configuration& configuration) {
  const json::value* value = member(body, name);
  const json::value* wanted = value != nullptr ? named_by(*value) : nullptr;
  if (value == nullptr) return nullptr;
  if (wanted == nullptr) return invalid(name, fmt::format("{} must be the name of a run status", name));
  if (const auto id = integer_of(*wanted))
    if (const RunStatus* status = configuration.find_run_status(ChoiceId{*id})) return status;
  if (const json::string* text = wanted->if_string())
    if (const RunStatus* status = configuration.find_run_status(std::string_view(text->data(), text->size()))) return status;
  return unknown_status(name, *wanted, configuration);
}

Result<std::optional<bool>> read_flag(const json::object& body, std::string_view name) {
  const json::value* value = member(body, name);
  if (value == nullptr) return std::optional<bool>();
  if (const bool* flag = value->if_bool()) return std::optional(*flag);
  if (const json::string* text = value->if_string())
    for (const bool flag : {true, false})
      if (equal_ignoring_case({text->data(), text->size()}, flag ? "true" : "false")) return std::optional(flag);
  return invalid(name, fmt::format("{} must be true or false", name));
}

Result<std::optional<std::string>> read_person(const json::object& body, std::string_view name) {
  if (member(body, name) == nullptr) return std::optional<std::string>();
  std::string person = TRY(text_member(body, name));
  if (character_count(person) > person_length_max)
    return invalid(name, fmt::format("{} is longer than {} characters", name, person_length_max));
  return std::optional(std::move(person));
}

std::string cut(std::string_view text) {
  LimitedText limited(comment_length_max);
  limited.append(text);
  return limited.take();
}

/// A list, or one text.
Result<std::optional<std::vector<std::string>>> read_comments(const json::object& body) {
  const json::value* value = member(body, "comments");
  if (value == nullptr) return std::optional<std::vector<std::string>>();
  std::vector<std::string> comments;
  if (value->is_string())
    comments.push_back(TRY(text_member(body, "comments")));
  else
    comments = TRY(texts_member(body, "comments"));
  std::erase(comments, "");
  if (comments.size() > run_comments_max) return invalid("comments", fmt::format("comments has more than {} entries", run_comments_max));
  for (std::string& comment : comments) comment = cut(comment);
  return std::optional(std::move(comments));
}

Result<std::optional<std::vector<std::string>>> read_defects(const json::object& body) {
  if (member(body, "jiraDefectIDs") == nullptr) return std::optional<std::vector<std::string>>();
  std::vector<std::string> defects;
  for (std::string& defect : TRY(texts_member(body, "jiraDefectIDs"))) {
    if (character_count(defect) > defect_length_max)
      return invalid("jiraDefectIDs", fmt::format("A defect is longer than {} characters", defect_length_max));
    if (!defect.empty() && std::ranges::find(defects, defect) == defects.end()) defects.push_back(std::move(defect));
  }
  if (defects.size() > run_defects_max)
    return invalid("jiraDefectIDs", fmt::format("jiraDefectIDs has more than {} entries", run_defects_max));
  return std::optional(std::move(defects));
}

/// Each by its ID; what is said of none is passed over, as of a run that is sent back as it was shown.
Result<std::vector<RunStepEdit>> read_steps(const json::object& body, const Configuration& configuration) {
  const json::value* list = member(body, "testRunSteps");
  std::vector<RunStepEdit> steps;
  if (list == nullptr) return steps;
  if (!list->is_array()) return invalid("testRunSteps", "testRunSteps must be a list");
  for (const json::value& entry : list->get_array()) {
    const json::object* step = entry.if_object();
    const json::value* id = step != nullptr ? member(*step, "ID") : nullptr;
    const auto number = id != nullptr ? integer_of(*id) : std::nullopt;
    const std::string place = entry_place("testRunSteps", steps.size());
    if (!number || *number <= 0)
      return invalid(place, R"(Each of testRunSteps must be {"ID","testRunStepStatus","actualResult","jiraDefectIDs"})");
    steps.push_back(TRY(within(place, read_run_step(*step, configuration))));
    steps.back().number = static_cast<std::size_t>(*number);
  }
  return steps;
}

Result<RunEdit> read_common(const json::object& body, const Configuration& configuration) {
  RunEdit edit;
  if (const RunStatus* status = TRY(read_status(body, "testRunStatus", configuration))) edit.status = status->id;
  edit.effort_s = TRY(read_effort(body, "effort"));
  edit.automated = TRY(read_flag(body, "isAutomated"));
  edit.executed_by = TRY(read_person(body, "executedByID"));
  edit.assignee = TRY(read_person(body, "assigneeToID"));
  edit.defects = TRY(read_defects(body));
  edit.change_custom_fields = TRY(read_run_fields(body, configuration.custom_fields));
  return edit;
}

}  // namespace

Result<RunEdit> read_run_result(const json::object& body, const Configuration& configuration) {
  RunEdit edit = TRY(read_common(body, configuration));
  edit.more_comments = TRY(read_comments(body)).value_or(std::vector<std::string>());
  return edit;
}

Result<RunEdit> read_run_change(const json::object& body, const Configuration& configuration) {
  RunEdit edit = TRY(read_common(body, configuration));
  edit.comments = TRY(read_comments(body));
  edit.steps = TRY(read_steps(body, configuration));
  return edit;
}

Result<RunStepEdit> read_run_step(const json::object& body, const Configuration& configuration) {
  RunStepEdit edit;
  if (const RunStatus* status = TRY(read_status(body, "testRunStepStatus", configuration))) edit.status = status->type;
  if (member(body, "actualResult") != nullptr) edit.actual = cut(TRY(text_member(body, "actualResult")));
  edit.defects = TRY(read_defects(body));
  return edit;
}

}  // namespace testledger
