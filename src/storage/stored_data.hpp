#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace testledger {

/// A promise about what is stored that is not kept, with the rows that break it.
struct Violation {
  std::string code;      ///< stable, e.g. "I7-latest-missing"; the number is that of docs/operations.md
  std::string sentence;  ///< what is wrong, for people
  std::uint64_t count = 0;
  std::vector<std::string> examples;  ///< the first of them

  bool operator==(const Violation&) const = default;
};

inline constexpr std::size_t violation_examples_max = 5;

/// How much is stored.
struct Inventory {
  std::uint64_t projects = 0;
  std::uint64_t cases = 0;
  std::uint64_t runs = 0;
  std::uint64_t imports = 0;
  std::uint64_t batches = 0;
};

/// What is stored, as a whole: to be copied, checked and counted while others go on writing. Only reads. Every method may be
/// called from any thread, and ends with unavailable soon after `interrupted` has become true.
class StoredData {
 public:
  virtual ~StoredData() = default;
  /// Writes what is committed at one moment into a new file of the directory, from which the same engine can be opened. The
  /// file is not yet on disk for certain.
  virtual Result<void> copy_to(const std::filesystem::path& directory, const std::atomic<bool>& interrupted) = 0;
  /// Looks for damage and for broken promises; none in good order. Memory does not grow with what is stored.
  virtual Result<std::vector<Violation>> check(const std::atomic<bool>& interrupted) = 0;
  virtual Result<Inventory> inventory() = 0;
  /// The next names of stored files that must be there, in ascending order after that name.
  virtual Result<std::vector<std::string>> needed_blobs(std::string_view after, std::int64_t count) = 0;
};

}  // namespace testledger
