#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace testledger {

/// Which part of a list is wanted. `size` is 1..page_size_max.
struct PageRequest {
  std::int64_t start = 0;
  std::int64_t size = 100;
  std::optional<std::int64_t> after = {};  ///< a page's `next`: begins behind that item, wherever it stands by now; `start` does not count

  std::int64_t skipped() const { return after ? 0 : start; }
};

inline constexpr std::int64_t page_size_max = 100;  // contract B.9

/// One part of a list (contract B.9).
template <class Item>
struct Page {
  std::vector<Item> items;
  std::int64_t start = 0;
  std::int64_t size = 0;  ///< the page size that was used, not the number of items
  bool is_last = true;
  std::optional<std::int64_t> total = {};
  std::optional<std::int64_t> next = {};  ///< by what the list goes on behind the last item; nothing in the last part
};

}  // namespace testledger
