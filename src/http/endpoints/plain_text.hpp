#pragma once

#include <string>
#include <string_view>

namespace testledger {

/// Rich text without its markup: line breaks for <br> and ends of paragraphs, the common entities decoded. Text in which no
/// element of HTML occurs is returned as it is, so that "List<String>" and "a < b" survive.
std::string plain_text(std::string_view rich);

}  // namespace testledger
