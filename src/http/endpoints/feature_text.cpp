#include "http/endpoints/feature_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "http/endpoints/plain_text.hpp"
#include "mapping/new_case.hpp"

namespace testledger {
namespace {

/// On one line, as everything but descriptions and tables is.
std::string line_of(std::string text) {
  std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return text;
}

std::string tag_of(std::string name) {
  std::ranges::replace_if(name, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '@' || c == '#'; }, '_');
  return "@" + name;
}

std::string table_cell(std::string_view text) {
  std::string cell;
  for (const char c : text) {
    if (c == '|' || c == '\\') cell += '\\';
    if (c == '\n')
      cell += "\\n";
    else if (c != '\r')
      cell += c;
  }
  return cell;
}

std::string table_row(const std::vector<std::string>& cells) {
  std::string row = "      |";
  for (const std::string& cell : cells) row += " " + table_cell(cell) + " |";
  return row + "\n";
}

/// Behind a sign, so that no line of it is read as a keyword, a tag or a table.
std::string description_of(const std::string& text) {
  std::string lines;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (const std::string line = line_of(std::string(rest.substr(0, end))); line.find_first_not_of(' ') != std::string::npos)
      lines += "    > " + line + "\n";
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

/// The bars of a row of a table, without those that are escaped; 0 for what is no row.
std::size_t bars_of(std::string_view line) {
  std::size_t bars = 0;
  bool escaped = false, closed = false;
  for (const char c : line) {
    closed = c == '|' && !escaped;
    if (closed) ++bars;
    escaped = c == '\\' && !escaped;
  }
  return line.starts_with('|') && closed && bars > 1 ? bars : 0;
}

/// Rows with equally many cells, as readers of reports write the tables of steps.
bool is_table(const std::vector<std::string_view>& lines) {
  const std::size_t bars = bars_of(lines.front());
  return bars > 0 && std::ranges::all_of(lines, [bars](std::string_view line) { return bars_of(line) == bars; });
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// The data of a step below it, as a doc string or, when it is a table already, as it is.
std::string data_of(const CaseStep& step) {
  if (step.data.empty()) return {};
  const std::vector<std::string_view> lines = lines_of(step.data);
  const std::string_view fence = is_table(lines) ? "" : "      \"\"\"\n";
  std::string text(fence);
  for (const std::string_view each : lines) {
    std::string line(each);
    for (std::size_t at = line.find("\"\"\""); !fence.empty() && at != std::string::npos; at = line.find("\"\"\"", at + 6))
      line.replace(at, 3, "\\\"\\\"\\\"");
    text += "      " + line + "\n";
  }
  return text.append(fence);
}

std::string examples_of(const Dataset& dataset) {
  if (dataset.rows.empty()) return {};
  std::string text = "\n    Examples:\n" + table_row(dataset.parameters);
  for (const auto& row : dataset.rows) text += table_row(row);
  return text;
}

}  // namespace

bool is_bdd_case(const TestCase& test_case) { return std::ranges::any_of(test_case.fields.steps, is_bdd, &CaseStep::type); }

std::string feature_text(const Project& project, const TestCase& test_case) {
  const CaseDraft& fields = test_case.fields;
  const std::string feature = test_case.folder ? test_case.folder->name : project.name;
  std::string text =
      fmt::format("Feature: {}\n\n  {}", line_of(feature.empty() ? project.key : feature), tag_of(case_key(project.key, test_case.number)));
  for (const CaseTag& tag : test_case.tags) text += " " + tag_of(tag.name);
  for (const std::string& requirement : fields.requirements)
    text += fmt::format(" {}", tag_of(fmt::format("{}{}", requirement_mark, requirement)));
  text += fmt::format("\n  {}: {}\n", fields.dataset.rows.empty() ? "Scenario" : "Scenario Outline", line_of(fields.title));
  text += description_of(plain_text(fields.description));
  for (const CaseStep& step : fields.steps) {
    const std::string_view keyword = keyword_of(step.type);
    text += fmt::format("    {} {}\n{}", keyword.empty() ? "*" : keyword, line_of(step.text), data_of(step));
  }
  return text + examples_of(fields.dataset);
}

}  // namespace testledger
