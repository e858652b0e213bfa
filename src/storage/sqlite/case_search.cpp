#include <algorithm>

#include "storage/detail_codec.hpp"
#include "storage/sqlite/json_lists.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

/// Texts in lower case and in hexadecimal digits.
std::string folded_list(std::vector<std::string> texts) {
  for (std::string& text : texts) text = case_folded(trimmed(text));
  return hex_list(std::optional(std::move(texts))).value();
}

/// As an array of `[name, id, [values]]`, the texts in hexadecimal digits.
std::optional<std::string> field_list(const std::vector<FieldCriterion>& fields) {
  if (fields.empty()) return std::nullopt;
  const auto hex = [](const std::string& text) { return hex_list(std::optional(std::vector{text})).value(); };
  std::string list = "[";
  for (const FieldCriterion& field : fields)
    list +=
        fmt::format("{}[{},{},{}]", list.size() > 1 ? "," : "", hex(field.name), field.id, hex_list(std::optional(field.values)).value());
  return list += ']';
}

bool meets(const std::optional<TextCriterion>& criterion, std::string_view text) {
  if (!criterion) return true;
  const std::string wanted = case_folded(trimmed(criterion->text));
  if (wanted.empty()) return false;
  const std::string folded = case_folded(trimmed(text));
  return criterion->match == TextMatch::exact ? folded == wanted : folded.find(wanted) != std::string::npos;
}

/// What the engine cannot compare: texts in any letter case, and what is packed.
Result<bool> meets_the_rest(const Statement& row, const CaseCriteria& criteria) {
  if (!meets(criteria.title, row.bytes(1)) || !meets(criteria.automation_key, row.bytes(2))) return false;
  if (!criteria.requirements) return true;
  if (row.is_null(3)) return false;
  const std::vector<std::string> required = TRY(decode_list(row.bytes(3)));
  return std::ranges::find_first_of(required, *criteria.requirements, {}, case_folded, case_folded) != required.end();
}

/// The numbers that may be meant, so that a search for a few keys reads a few rows.
std::pair<KeyNumber, KeyNumber> range_of(const std::optional<std::vector<KeyNumber>>& numbers) {
  if (!numbers) return {0, INT32_MAX};
  if (numbers->empty()) return {1, 0};
  const auto [least, most] = std::ranges::minmax(*numbers);
  return {least, most};
}

struct FoundCase {
  CaseId id;
  KeyNumber number = 0;
};

/// In the order of their numbers.
Result<std::vector<FoundCase>> matching(Connection& db, ProjectId project, const CaseCriteria& criteria) {
  static constexpr std::string_view sql = R"sql(
    SELECT case_id, CASE WHEN ?18 THEN title END, CASE WHEN ?19 THEN automation_key END,
           CASE WHEN ?20 THEN (SELECT requirements FROM case_content WHERE project_id = ?1 AND case_id = each.case_id) END, number
    FROM test_case AS each
    WHERE project_id = ?1 AND iif(deleted = 0, archived, iif(deleted = 1, 3, 2)) = ?2 AND number BETWEEN ?3 AND ?4
      AND (?5 IS NULL OR number IN (SELECT value FROM json_each(?5)))
      AND (?6 IS NULL OR coalesce(version_id, case_id) IN (SELECT value FROM json_each(?6)))
      AND (?7 IS NULL OR folder_id IN (SELECT value FROM json_each(?7)))
      AND (?8 IS NULL OR hex(owner) IN (SELECT value FROM json_each(?8)))
      AND (?9 IS NULL OR status_id IN (SELECT value FROM json_each(?9)))
      AND (?10 IS NULL OR priority_id IN (SELECT value FROM json_each(?10)))
      AND (?11 IS NULL OR type_id IN (SELECT value FROM json_each(?11)))
      AND (?12 IS NULL OR automation_status_id IN (SELECT value FROM json_each(?12)))
      AND created >= ?13 AND created < ?14 AND updated >= ?15 AND updated < ?16
      AND (?17 IS NULL OR NOT EXISTS (
        SELECT 1 FROM json_each(?17) AS wanted
        WHERE NOT EXISTS (
          SELECT 1
          FROM case_content AS content, json_each(content.custom_fields) AS field, json_tree(field.value, '$.value') AS atom
          WHERE content.project_id = ?1 AND content.case_id = each.case_id AND atom.atom IS NOT NULL
            AND (hex(field.value ->> '$.name') = wanted.value ->> '$[0][0]' OR
                 (wanted.value ->> '$[0][0]' = '' AND field.value ->> '$.ID' = wanted.value ->> '$[1]'))
            AND hex(CAST(atom.atom AS TEXT)) IN (SELECT value FROM json_each(wanted.value, '$[2]')))))
      AND (?21 IS NULL OR EXISTS (
        SELECT 1 FROM case_tag JOIN tag USING (project_id, tag_id)
        WHERE project_id = ?1 AND case_id = each.case_id
          AND (tag_id IN (SELECT value FROM json_each(?21)) OR hex(name_folded) IN (SELECT value FROM json_each(?22)))))
    ORDER BY number
  )sql";
  const auto [least, most] = range_of(criteria.numbers);
  const auto tags = criteria.tags.value_or(TagCriterion());
  auto row = TRY(db.prepare(sql));
  std::vector<FoundCase> found;
  bool more = TRY(row.first(project, criteria.shelf, least, most, number_list(criteria.numbers, std::identity()), number_list(criteria.ids),
                            number_list(criteria.folders), hex_list(criteria.owners), number_list(criteria.statuses),
                            number_list(criteria.priorities), number_list(criteria.types), number_list(criteria.automation_statuses),
                            milliseconds(criteria.created.from), milliseconds(criteria.created.to), milliseconds(criteria.updated.from),
                            milliseconds(criteria.updated.to), field_list(criteria.custom_fields), criteria.title.has_value(),
                            criteria.automation_key.has_value(), criteria.requirements.has_value(),
                            criteria.tags ? number_list(std::optional(tags.ids)) : std::nullopt, folded_list(tags.names)));
  for (; more; more = TRY(row.next()))
    if (TRY(meets_the_rest(row, criteria))) found.push_back({{row.integer(0)}, static_cast<KeyNumber>(row.integer(4))});
  return found;
}

}  // namespace

Result<std::vector<CaseId>> matching_cases(Connection& db, ProjectId project, const CaseCriteria& criteria) {
  std::vector<CaseId> ids;
  for (const FoundCase& each : TRY(matching(db, project, criteria))) ids.push_back(each.id);
  return ids;
}

Result<Page<TestCase>> find_cases(Connection& db, ProjectId project, const CaseCriteria& criteria, PageRequest page) {
  const std::vector<FoundCase> all = TRY(matching(db, project, criteria));
  const auto is_before = [&](const FoundCase& each) { return page.after && each.number <= *page.after; };
  std::vector<TestCase> found;
  for (const FoundCase& each : all | std::views::drop_while(is_before) | std::views::drop(page.skipped()) | std::views::take(page.size + 1))
    found.push_back(TRY(latest_version(db, project, each.id)).value());
  auto result = page_of(std::move(found), page, [](const TestCase& last) { return last.number; });
  result.total = std::ssize(all);
  return result;
}

}  // namespace testledger::sqlite
