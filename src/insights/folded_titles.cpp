#include "insights/folded_titles.hpp"

#include <algorithm>

#include "core/case_folding.hpp"
#include "core/letter_case.hpp"

namespace testledger {

void FoldedTitles::set(std::size_t row, std::string_view title) {
  const std::size_t start = text_.size();
  const bool is_ascii = std::ranges::none_of(title, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (is_ascii) {  // the same, and quicker
    text_ += title;
    const auto added = text_.begin() + static_cast<std::ptrdiff_t>(start);
    std::transform(added, text_.end(), added, [](char c) { return lower(c); });
  } else {
    text_ += case_folded(title);
  }
  places_[row] = {start, static_cast<std::uint32_t>(text_.size() - start)};
}

void FoldedTitles::keep(const std::vector<std::size_t>& rows) {
  decltype(places_) kept;
  kept.reserve(rows.size());
  for (const std::size_t row : rows) kept.push_back(places_[row]);
  places_ = std::move(kept);
}

std::size_t FoldedTitles::common_beginning() const {
  if (places_.empty()) return 0;
  std::string_view common = of(0);
  for (std::size_t row = 1; row < places_.size() && !common.empty(); ++row)
    common = common.substr(0, static_cast<std::size_t>(std::ranges::mismatch(common, of(row)).in1 - common.begin()));
  return common.size();
}

}  // namespace testledger
