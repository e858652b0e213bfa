#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace testledger {

/// The titles of many rows for searching and sorting in any letter case; one block of memory for all of them.
class FoldedTitles {
 public:
  explicit FoldedTitles(std::size_t rows) : places_(rows) {}

  /// May be called again for a row; what it was before is forgotten.
  void set(std::size_t row, std::string_view title);
  std::string_view of(std::size_t row) const { return std::string_view(text_).substr(places_[row].first, places_[row].second); }
  /// Lets only those rows be there, in that order.
  void keep(const std::vector<std::size_t>& rows);
  /// How many bytes all titles begin with in common.
  std::size_t common_beginning() const;

 private:
  std::string text_;
  std::vector<std::pair<std::size_t, std::uint32_t>> places_;
};

}  // namespace testledger
