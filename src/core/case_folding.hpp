#pragma once

#include <string>
#include <string_view>

namespace testledger {

/// A UTF-8 text for comparing without regard to letter case: Unicode's simple case folding, in which every character stays one
/// character ("ß" is not "ss") and accents that are characters of their own are not joined. Bytes that are no UTF-8 stay.
std::string case_folded(std::string_view text);

}  // namespace testledger
