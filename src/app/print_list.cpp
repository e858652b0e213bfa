#include "app/print_list.hpp"

#include <boost/json.hpp>
#include <iostream>

#include "app/console.hpp"

namespace testledger {

void print_list(const boost::json::object& answer, std::string_view list, const std::vector<std::pair<std::string, std::string>>& columns) {
  std::vector<std::vector<std::string>> table(1);
  for (const auto& column : columns) table[0].push_back(column.first);
  for (const auto& entry : answer.at(list).as_array()) {
    auto& row = table.emplace_back();
    for (const auto& column : columns) {
      const auto& cell = entry.as_object().at(column.second);
      row.push_back(cell.is_string() ? std::string(cell.as_string()) : boost::json::serialize(cell));
    }
  }
  std::cout << render_table(table);
}

}  // namespace testledger
