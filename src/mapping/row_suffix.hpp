#pragma once

#include <string_view>

namespace testledger {

/// A test's name without the part that tells one invocation of a data-driven test from another (contract H-6).
/// All are views into the name.
struct SplitName {
  std::string_view base;  ///< may be empty: "[1] admin login" is nothing but a row
  std::string_view row;   ///< the row's display text, or its number as written; empty when the name has no such part
};

/// Takes off "[…]" right behind a name, "(…)[n]" and "{…}[n]" with or without a display text behind, "[n] display text"
/// and Spock's " […#n]". A name that has none of them is its own base.
SplitName split_row_suffix(std::string_view name);

}  // namespace testledger
