#pragma once

#include <string>

#include "core/ids.hpp"

namespace testledger {

/// A tag of a project, as cases and cycles have it.
struct CaseTag {
  TagId id;
  std::string name;

  bool operator==(const CaseTag&) const = default;
};

inline constexpr std::size_t tag_length_max = 255;  // in characters

}  // namespace testledger
