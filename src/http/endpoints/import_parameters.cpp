#include "http/endpoints/import_parameters.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "core/characters.hpp"
#include "core/letter_case.hpp"
#include "http/json/json_unstored.hpp"

namespace testledger {
namespace {

struct Flag {
  std::string_view name;
  bool ImportOptions::* option;
  bool ReportKind::* concerns = nullptr;  ///< the formats it concerns; null for all
};

constexpr std::array flags{Flag{"createNewRun", &ImportOptions::create_new_run},
                           Flag{"addCaseToCycle", &ImportOptions::add_case_to_cycle},
                           Flag{"createCase", &ImportOptions::create_case},
                           Flag{"updateDatasets", &ImportOptions::update_datasets},
                           Flag{"bddForceUpdateCase", &ImportOptions::bdd_force_update_case, &ReportKind::bdd_force_update},
                           Flag{"forceUpdateCase", &ImportOptions::force_update_case, &ReportKind::force_update},
                           Flag{"updateOnlyRunStatus", &ImportOptions::update_only_run_status, &ReportKind::steps},
                           Flag{"ignoreClassInAutoKey", &ImportOptions::ignore_class_in_auto_key, &ReportKind::ignores_class_on_request},
                           Flag{"allowPartial", &ImportOptions::allow_partial}};

constexpr std::string_view other_parameters[] = {"defaultFolder", "dryRun", "dedupe", "runKey", "shard", "attempt"};

bool concerns(const Flag& flag, const ReportKind& kind) { return flag.concerns == nullptr || kind.*flag.concerns; }

Result<bool> read_flag(std::string_view name, std::string_view text) {
  if (equal_ignoring_case(text, "true") || text == "1") return true;
  if (equal_ignoring_case(text, "false") || text == "0") return false;
  return invalid(name, fmt::format("{} must be true or false, not \"{}\"", name, text.substr(0, 100)));
}

Result<std::optional<FolderId>> read_default_folder(std::string_view text) {
  FolderId id;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), id.value);
  if (problem != std::errc() || end != text.data() + text.size() || id.value <= 0)
    return invalid("defaultFolder", fmt::format("defaultFolder must be the ID of a folder, not \"{}\"", text.substr(0, 100)));
  return std::optional(id);
}

}  // namespace

std::string_view form_field(const FormFields& fields, std::string_view name) {
  const auto found = fields.find(name);
  const std::string_view text = found == fields.end() ? std::string_view() : without_blanks_around(found->second);
  return text == "null" || text == "undefined" ? std::string_view() : text;
}

Result<SendingOptions> read_sending_options(const FormFields& fields) {
  SendingOptions options;
  if (const std::string_view text = form_field(fields, "dryRun"); !text.empty()) options.dry_run = TRY(read_flag("dryRun", text));
  const std::string_view dedupe = form_field(fields, "dedupe");
  if (equal_ignoring_case(dedupe, "content"))
    options.dedupe = Dedupe::content;
  else if (!dedupe.empty() && !equal_ignoring_case(dedupe, "none"))
    return invalid("dedupe", fmt::format("dedupe must be content or none, not \"{}\"", dedupe.substr(0, 100)));
  return options;
}

Result<ImportOptions> read_import_options(const FormFields& fields, const ReportKind& kind, ImportOptions options) {
  for (const Flag& flag : flags) {
    const std::string_view text = form_field(fields, flag.name);
    if (!text.empty() && concerns(flag, kind)) options.*flag.option = TRY(read_flag(flag.name, text));
  }
  const std::string_view folder = form_field(fields, "defaultFolder");
  if (options.create_case && !folder.empty()) options.default_folder = TRY(read_default_folder(folder));
  return options;
}

bool is_import_option(std::string_view name) {
  const auto same = [&](const Flag& flag) { return equal_ignoring_case(flag.name, name); };
  const auto is = [&](std::string_view other) { return equal_ignoring_case(other, name); };
  return std::ranges::any_of(flags, same) || std::ranges::any_of(other_parameters, is);
}

std::vector<std::string> unknown_fields(const FormFields& fields) {
  std::vector<std::string> unknown;
  for (const auto& [name, text] : fields) {
    const bool known = name == "type" || std::ranges::find(flags, name, &Flag::name) != flags.end() ||
                       std::ranges::find(other_parameters, name) != std::end(other_parameters);
    if (known) continue;
    unknown.push_back(unknown.size() == unstored_shown_max ? "..." : fit_for_a_header(name));
    if (unknown.size() > unstored_shown_max) break;
  }
  return unknown;
}

Result<const ReportFormat*> read_import_type(std::string_view type) {
  if (const ReportFormat* format = find_format(without_blanks_around(type))) return format;
  return invalid("type", "Invalid type. Supported types are TestNG, JUnit, NUnit, Cucumber, Robot, Newman");
}

}  // namespace testledger
