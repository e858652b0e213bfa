#pragma once

#include <string>

namespace testledger {

/// 128 random bits in hex: the proof that a worker has a batch.
std::string new_lease_token();

}  // namespace testledger
