#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace testledger {

/// A header field of the form `value; name=text; name="text"` (Content-Type, Content-Disposition).
struct HeaderValue {
  std::string value;                                            ///< in small letters
  std::vector<std::pair<std::string, std::string>> parameters;  ///< names in small letters; without quotes and escapes

  /// Null when there is none of that name.
  const std::string* parameter(std::string_view name) const;
};

/// Never fails: what is no parameter is passed over.
HeaderValue read_header_value(std::string_view text);

/// The text of a parameter in the form of RFC 5987 (UTF-8''na%C3%AFve.xml) as UTF-8; empty when it is none.
std::string extended_text(std::string_view text);

/// `attachment` under a name for people (RFC 6266), without folders and control characters: as filename* where it is more than
/// plain ASCII, in any case as filename with a `_` for what others might take for something else. `fallback` when no name is left.
std::string attachment_as(std::string_view name, std::string_view fallback);

/// Percent-decoding; what is no valid escape stays as it is.
std::string percent_decoded(std::string_view text);

/// With U+FFFD for bytes that are no character: JSON, in which clients are told what others sent, is UTF-8.
std::string as_utf8(std::string_view bytes);

}  // namespace testledger
