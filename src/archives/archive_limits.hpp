#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace testledger {

/// What unpacking may take at most, so that a small file cannot become a large one.
struct ArchiveLimits {
  std::size_t entries_max = 10'000;  ///< also folders
  std::uint64_t unpacked_size_max = std::uint64_t{2} << 30;
  std::string_view unpacked_size_name = "unpacked_size_max";  ///< how people know it
  std::uint64_t ratio_max = 200;                              ///< unpacked bytes for each packed one ...
  std::uint64_t ratio_free_size = std::uint64_t{1} << 20;     ///< ... beyond these
};

inline constexpr std::size_t entry_name_length_max = 1'024;
inline constexpr std::size_t zip_directory_size_max = std::size_t{16} << 20;

}  // namespace testledger
