#include "mapping/new_case.hpp"

#include "core/letter_case.hpp"
#include "mapping/datasets.hpp"
#include "mapping/steps.hpp"
#include "mapping/text.hpp"

namespace testledger {
namespace {

constexpr std::string_view folder_mark = "AIO-FOLDER:";

/// What follows the mark in a tag; empty when the tag has no such mark.
std::string_view behind(std::string_view mark, std::string_view tag) {
  return starts_ignoring_case(tag, mark) ? without_blanks_around(tag.substr(mark.size())) : std::string_view{};
}

std::optional<FolderId> folder_of(std::string_view path, const MappingRules& rules) {
  const auto tagged = rules.folders.find(path);
  return tagged == rules.folders.end() ? rules.options.default_folder : std::optional(tagged->second);
}

}  // namespace

std::string_view folder_path(std::string_view tag) { return behind(folder_mark, without_at_sign(tag)); }

TagMeaning read_tags(const ReportedTest& test, std::string_view project_key) {
  TagMeaning meaning;
  for (const std::string& tag : test.tags) {
    const std::string_view text = without_at_sign(tag);
    if (text.empty() || key_in_tag(project_key, text)) continue;
    if (const auto path = folder_path(text); !path.empty())
      meaning.folder = path;
    else if (const auto story = behind(requirement_mark, text); !story.empty())
      meaning.requirements.emplace_back(story);
    else
      meaning.tags.emplace_back(text);
  }
  return meaning;
}

std::string case_title(const TestIdentity& identity) {
  const std::string_view title = identity.title.empty() ? std::string_view(identity.automation_key) : identity.title;
  return std::string(cut_to_characters(title, title_length_max));
}

CaseDraft new_case(const ReportedTest& test, const TestIdentity& identity, const MappingRules& rules) {
  TagMeaning meaning = read_tags(test, rules.project_key);
  CaseDraft draft;
  draft.title = case_title(identity);
  draft.description = test.description;
  draft.automation_key = identity.automation_key;
  draft.folder = folder_of(meaning.folder, rules);
  draft.status = rules.configuration.imported(ChoiceKind::case_status, published_status).id;
  draft.script_type = rules.configuration.imported(ChoiceKind::script_type, rules.kind.bdd ? bdd_script : classic_script).id;
  draft.automation_status = rules.configuration.imported(ChoiceKind::automation_status, automated_status).id;
  draft.automation_owner = rules.uploader;
  draft.tags = std::move(meaning.tags);
  draft.requirements = std::move(meaning.requirements);
  if (rules.kind.steps) draft.steps = case_steps(test.steps, rules.kind);
  if (rules.kind.dataset_rows && test.row) draft.dataset = first_row(test, identity);
  return draft;
}

}  // namespace testledger
