#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace testledger {

/// The running number in a case's or cycle's public key; the key is made with the project's key around it (contract A.1).
using KeyNumber = std::int32_t;

/// The ad-hoc cycle of every project has this in place of a number: "AT-CY-Adhoc" (contract H-27).
inline constexpr KeyNumber adhoc_cycle_number = 0;

/// "AT-TC-12".
std::string case_key(std::string_view project_key, KeyNumber number);

/// "AT-CY-7", or "AT-CY-Adhoc" for adhoc_cycle_number.
std::string cycle_key(std::string_view project_key, KeyNumber number);

/// How a path segment names a case: by the project's key in any letter case, or by numeric id. Nothing when it is neither.
struct Reference {
  std::optional<KeyNumber> number;  ///< set when it is a key
  std::int64_t id = 0;              ///< set otherwise
};
std::optional<Reference> case_reference(std::string_view project_key, std::string_view text);
std::optional<Reference> cycle_reference(std::string_view project_key, std::string_view text);

/// A project's key: 2 to 20 of A-Z, 0-9 and _, starting with a letter; given in any letter case, kept in capitals.
std::optional<std::string> project_key(std::string_view text);

}  // namespace testledger
