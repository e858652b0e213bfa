#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace testledger {

/// Fills the buffer from where the descriptor is, as far as there are bytes, and tells how many; nothing, with errno set, when reading
/// fails.
std::optional<std::size_t> read_fully(int descriptor, std::span<char> buffer);

/// The same from a place of the file, wherever the descriptor is.
std::optional<std::size_t> read_fully_at(int descriptor, std::uint64_t offset, std::span<char> buffer);

}  // namespace testledger
