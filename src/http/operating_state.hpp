#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/clock.hpp"

namespace testledger {

/// What the program is at, as far as the store does not know.
struct OperatingState {
  std::string version = {};
  Timestamp started = {};
  std::string engine = {};           ///< of the store, for people
  std::uint64_t database_bytes = 0;  ///< on disk, without stored files
  int workers = 0;                   ///< that process batches
  int busy_workers = 0;
  std::optional<Timestamp> verified = {};        ///< when what is stored was verified last, by itself
  std::optional<std::uint64_t> violations = {};  ///< kinds of them that were found then
};

}  // namespace testledger
