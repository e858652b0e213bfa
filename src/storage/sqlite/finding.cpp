// What has a key or the words of a title. There is no index of words, which every import would have to keep: titles are passed over.
#include <algorithm>

#include "core/case_folding.hpp"
#include "storage/sqlite/insight_reading.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

using Found = Findings::Found;

constexpr std::size_t words_max = 10;

std::vector<std::string> words_of(std::string_view text) {
  const std::string folded = case_folded(text);
  std::vector<std::string> words;
  for (std::size_t end = 0; words.size() < words_max;) {
    const std::size_t start = folded.find_first_not_of(" \t\r\n", end);
    if (start == std::string::npos) break;
    end = std::min(folded.find_first_of(" \t\r\n", start), folded.size());
    words.push_back(folded.substr(start, end - start));
  }
  return words;
}

bool has_all(std::string_view folded, const std::vector<std::string>& words) {
  return std::ranges::all_of(words, [&](const std::string& word) { return folded.find(word) != std::string_view::npos; });
}

/// Looks through some of the projects until enough is found.
class Search {
 public:
  Search(Connection& db, const std::vector<Project>& projects, std::string_view text)
      : db_(db), projects_(projects), text_(trimmed(text)), words_(words_of(text)) {}

  Result<Findings> run() {
    if (words_.empty()) return std::move(findings_);
    for (const Project& project : projects_) TRY(find_keys(project));
    for (const Project& project : projects_) TRY(find_cycles(project));
    for (const Project& project : projects_) TRY(find_cases(project));
    return std::move(findings_);
  }

 private:
  static bool is_full(const std::vector<Found>& list) { return list.size() >= InsightStore::found_max; }
  static void add(std::vector<Found>& list, Found found) {
    const bool is_known =
        std::ranges::any_of(list, [&](const Found& each) { return each.project == found.project && each.number == found.number; });
    if (!is_known && !is_full(list)) list.push_back(std::move(found));
  }

  Result<void> find_keys(const Project& project) {
    static constexpr std::string_view case_sql = "SELECT title FROM test_case WHERE project_id = ? AND number = ? AND deleted = 0";
    static constexpr std::string_view cycle_sql = "SELECT title FROM cycle_head WHERE project_id = ? AND number = ?";
    TRY(find_key(project, case_sql, case_reference(project.key, text_), findings_.cases));
    return find_key(project, cycle_sql, cycle_reference(project.key, text_), findings_.cycles);
  }

  Result<void> find_key(const Project& project, std::string_view sql, const std::optional<Reference>& reference, std::vector<Found>& list) {
    if (!reference || !reference->number) return {};
    auto row = TRY(db_.prepare(sql));
    if (TRY(row.first(project.id, *reference->number))) add(list, {project.id, *reference->number, row.text(0)});
    return {};
  }

  Result<void> find_cycles(const Project& project) {
    static constexpr std::string_view sql =
        "SELECT number, title, title_folded FROM cycle_head WHERE project_id = ? ORDER BY cycle_id DESC";
    auto row = TRY(db_.prepare(sql));
    for (bool more = TRY(row.first(project.id)); more && !is_full(findings_.cycles) && may_go_on(); more = TRY(row.next()))
      if (has_all(row.bytes(2), words_)) add(findings_.cycles, {project.id, static_cast<KeyNumber>(row.integer(0)), row.text(1)});
    return {};
  }

  Result<void> find_cases(const Project& project) {
    static constexpr std::string_view sql =
        "SELECT number, title FROM test_case WHERE project_id = ? AND deleted = 0 ORDER BY case_id DESC";
    auto row = TRY(db_.prepare(sql));
    for (bool more = TRY(row.first(project.id)); more && !is_full(findings_.cases) && may_go_on(); more = TRY(row.next()))
      if (has_all(case_folded(row.bytes(1)), words_))
        add(findings_.cases, {project.id, static_cast<KeyNumber>(row.integer(0)), row.text(1)});
    return {};
  }

  bool may_go_on() {
    findings_.complete = ++looked_at_ <= InsightStore::looked_at_max;
    return findings_.complete;
  }

  Connection& db_;
  const std::vector<Project>& projects_;
  std::string_view text_;
  std::vector<std::string> words_;
  std::int64_t looked_at_ = 0;
  Findings findings_;
};

}  // namespace

Result<Findings> find(Connection& db, const std::vector<Project>& projects, std::string_view text) {
  return Search(db, projects, text).run();
}

}  // namespace testledger::sqlite
