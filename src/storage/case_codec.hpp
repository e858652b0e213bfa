#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "domain/test_case.hpp"

namespace testledger {

/// All that a version of a case says, as it is kept beside the latest one. Tags are kept by their ids: the draft has none.
struct KeptVersion {
  CaseDraft fields;
  std::vector<TagId> tags;

  bool operator==(const KeptVersion&) const = default;
};

std::string encode(const KeptVersion& version);
/// storage_failed when the bytes are damaged.
Result<KeptVersion> decode_version(std::string_view body);

std::string encode(const std::vector<std::int64_t>& numbers);
Result<std::vector<std::int64_t>> decode_numbers(std::string_view body);

}  // namespace testledger
