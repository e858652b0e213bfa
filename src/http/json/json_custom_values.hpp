#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "domain/custom_field.hpp"

namespace testledger {

// The values of custom fields (contract A.10), which are stored as the text of a JSON array of {"ID","name","value"}.

/// Reads the `customFields` of a body in every form in which clients write them, as the text to be stored. Values of the project's
/// fields are checked and put into one form, fields without a value are left out; what no active field for that place is called is kept
/// as it came. `before`: the text that was stored so far, which may stay as it is, also where it is not offered any more.
/// invalid_argument names the field at fault, also one that is required and has no value.
Result<std::string> read_custom_values(const boost::json::object& body, const std::vector<CustomField>& fields, FieldPlace place,
                                       std::string_view before = "[]");
/// As if what is stored were sent anew: the same checks, so that what is required is there.
Result<std::string> checked_custom_values(std::string_view stored, const std::vector<CustomField>& fields, FieldPlace place);
/// For Testledger-Warning: the names in such a body that no field of the project has, "customFields.Colour", and the members of the others
/// that are not stored, "customFields[].colour".
std::vector<std::string> unknown_custom_fields(const boost::json::object& body, const std::vector<CustomField>& fields, FieldPlace place);

/// How one field's value is changed (contract B.7): of a list of several, entries are added or taken out.
enum class FieldChange { add, replace, remove };
struct FieldUpdate {
  boost::json::object named;  ///< by "name" or "ID", with the "value" as clients write it
  FieldChange change = FieldChange::replace;
};
/// What was stored, with some fields changed. A required one that had no value may stay without.
Result<std::string> changed_custom_values(std::string_view before, const std::vector<FieldUpdate>& updates,
                                          const std::vector<CustomField>& fields, FieldPlace place);

/// What was stored as it is answered: fields and entries of lists with the names that they have now.
boost::json::array custom_values_json(std::string_view stored, const std::vector<CustomField>& fields);

inline constexpr std::size_t custom_values_max = 200;              ///< fields with a value in one body
inline constexpr std::size_t custom_values_size_max = 256 * 1024;  ///< bytes of what is stored
inline constexpr std::size_t custom_line_length_max = 255;         ///< characters
inline constexpr std::size_t custom_text_length_max = 32'000;      ///< characters

}  // namespace testledger
