#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/result.hpp"

namespace testledger {

// What the values of options may be, and what is settled before the line is parsed. A complaint is what is wrong with a value;
// empty when nothing is.

inline constexpr std::int64_t body_size_smallest = 1024;
inline constexpr std::int64_t workers_max = 64;  ///< that import batches
inline constexpr std::int64_t retries_option_max = 100;
inline constexpr std::int64_t batches_listed_max = 1'000'000;

std::string complaint_about_number(const std::string& value, std::int64_t min, std::int64_t max);
/// A number of days, "90" or "90d".
std::optional<int> days_in(std::string_view value);
std::string complaint_about_days(const std::string& value);
std::string complaint_about_truth(const std::string& value);
std::string complaint_about_folder(const std::string& value);
std::string complaint_about_output(const std::string& value);
std::string complaint_about_state(const std::string& value);
std::string complaint_about_type(const std::string& value);

/// A form part of the contract as an option of `import`: sent only when given, as it was given.
struct FieldOption {
  const char* option;
  const char* part;
  const char* variable;
  const char* value;
  std::string (*complaint)(const std::string& value);
  const char* help;
};
std::span<const FieldOption> all_field_options();

/// The words of the line, with "=true" behind every true/false option of `import` that stands without a value: before a file, an
/// option, or the end. Refuses a word behind it that is neither a truth value nor a file or a pattern of files.
Result<std::vector<std::string>> with_values(std::span<const char* const> words);

/// An option on the line counts before the environment variable of another that it rules out: that variable is unset.
void beat_variables(std::span<const char* const> words);

}  // namespace testledger
