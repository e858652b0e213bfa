#pragma once

#include <string>

#include "storage/stored_data.hpp"

namespace testledger {

/// Gives the name of each stored file that must be there, in ascending order, until `take` fails.
template <class Take>
Result<void> for_each_needed_blob(StoredData& data, const Take& take) {
  constexpr std::int64_t names_at_once = 10'000;
  std::string after;
  for (auto names = TRY(data.needed_blobs(after, names_at_once)); !names.empty(); names = TRY(data.needed_blobs(after, names_at_once))) {
    for (const std::string& name : names) TRY(take(name));
    after = names.back();
  }
  return {};
}

}  // namespace testledger
