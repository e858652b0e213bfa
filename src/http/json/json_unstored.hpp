#pragma once

#include <boost/json/object.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/custom_field.hpp"

namespace testledger {

// The members of a body that say something and are not stored: those that no store has a place for yet, and those that nobody
// knows; then those of its parts, `steps[].colour`, and the custom fields that the project does not have. In the order of the body; fit for
// a header: other characters are shown as "?", at most unstored_shown_max.
std::vector<std::string> unstored_case_members(const boost::json::object& body, const std::vector<CustomField>& fields);
std::vector<std::string> unstored_cycle_members(const boost::json::object& body, const std::vector<CustomField>& fields);
std::vector<std::string> unstored_run_members(const boost::json::object& body, const std::vector<CustomField>& fields);
std::vector<std::string> unstored_run_change_members(const boost::json::object& body, const std::vector<CustomField>& fields);
std::vector<std::string> unstored_run_step_members(const boost::json::object& body);
/// Those that are not among the known ones.
std::vector<std::string> unstored_members(const boost::json::object& body, std::span<const std::string_view> known);

/// A name as such a header shows it.
std::string fit_for_a_header(std::string_view name);

inline constexpr std::size_t unstored_shown_max = 20;        ///< members; "..." stands for the rest
inline constexpr std::size_t unstored_name_length_max = 64;  ///< characters of one of them

}  // namespace testledger
