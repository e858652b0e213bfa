#pragma once

#include <cstddef>
#include <string_view>

namespace testledger {

inline constexpr std::size_t media_type_head_size = 64 * 1024;

/// What a file may be shown as, by its first bytes alone (at most media_type_head_size count): a PNG, JPEG, GIF or WebP image, plain
/// text in UTF-8, or bytes that nobody is to interpret. What senders say of their files does not matter.
std::string_view media_type_of(std::string_view head);

}  // namespace testledger
