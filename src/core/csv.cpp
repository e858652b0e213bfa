#include "core/csv.hpp"

#include <string_view>

namespace testledger {
namespace {

bool is_formula(std::string_view cell) {
  constexpr std::string_view starts = "=+-@\t\r";
  return !cell.empty() && starts.find(cell.front()) != std::string_view::npos;
}

std::string csv_cell(std::string_view cell) {
  constexpr std::string_view special = "\",\r\n";
  const bool formula = is_formula(cell);
  if (!formula && cell.find_first_of(special) == std::string_view::npos) return std::string(cell);
  std::string quoted = formula ? "\"'" : "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted += '"';
}

}  // namespace

std::string csv_line(std::span<const std::string> cells) {
  std::string line;
  for (const std::string& cell : cells) {
    if (&cell != cells.data()) line += ',';
    line += csv_cell(cell);
  }
  return line += "\r\n";
}

}  // namespace testledger
