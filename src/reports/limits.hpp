#pragma once

#include <cstddef>
#include <cstdint>

namespace testledger::limits {

// What a reader keeps of one test, in bytes. Longer text is cut and ends in "[+N bytes]"; nothing is refused for it.
inline constexpr std::size_t name_length_max = 4 * 1024;
inline constexpr std::size_t failure_text_max = 64 * 1024;
inline constexpr std::size_t output_max = 1024 * 1024;
inline constexpr std::size_t step_text_max = 64 * 1024;
inline constexpr std::size_t attachment_size_max = 16 * 1024 * 1024;
inline constexpr std::size_t list_length_max = 10'000;  // tags, properties, steps, failures of one test

// What a report may be. Beyond it is refused with the place and the number.
inline constexpr std::size_t element_depth_max = 1'024;  // 300 nested suites occur in practice
inline constexpr std::size_t json_depth_max = 512;
inline constexpr std::size_t attributes_max = 256;
inline constexpr std::size_t attribute_length_max = 16 * 1024 * 1024;
inline constexpr std::size_t token_length_max = 16 * 1024 * 1024;
inline constexpr std::uint64_t results_max = 5'000'000;

}  // namespace testledger::limits
