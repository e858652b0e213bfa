#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace testledger {

/// The bytes that RFC 4648 base64 stands for; line breaks and missing padding are tolerated. Nothing when `text` is not base64.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace testledger
