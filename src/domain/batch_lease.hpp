#pragma once

#include <string>

#include "core/ids.hpp"

namespace testledger {

using BatchId = Id<struct BatchTag>;

/// Which batch a worker has, and the proof that it still has it: a batch that was taken from a worker has another lease.
struct BatchLease {
  BatchId batch;
  std::string token;  ///< 128 random bits in hex, never used twice
};

}  // namespace testledger
