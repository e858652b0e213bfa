#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace testledger {

/// Numbers the rows of data-driven tests whose runner gives no numbers: 1, 2, … for each test in the order of the file.
/// Starts anew after rows_max rows, so that it stays small.
class RowNumbers {
 public:
  /// Of one more row.
  int next_of(std::string_view test) {
    if (last_.size() >= rows_max) restart();
    return ++last_[hash(test)];
  }

  /// The same number again for the same row: runners that retry rows write each try.
  int number_of(std::string_view test, std::string_view row) {
    if (rows_.size() >= rows_max) restart();
    const auto [found, is_new] = rows_.try_emplace(hash(std::to_string(hash(test)).append(row)), 0);
    if (is_new) found->second = next_of(test);
    return found->second;
  }

  void restart() {
    rows_.clear();
    last_.clear();
  }

 private:
  static constexpr std::size_t rows_max = 100'000;

  static std::size_t hash(std::string_view text) { return std::hash<std::string_view>{}(text); }

  std::unordered_map<std::size_t, int> rows_;
  std::unordered_map<std::size_t, int> last_;
};

}  // namespace testledger
