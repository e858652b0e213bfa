#pragma once

#include <boost/json/array.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "domain/case_search.hpp"

namespace testledger {

// The criteria of searches (contract B.8) in the forms in which clients write them. invalid_argument names the member and its form.

/// `{"comparisonType":"EXACT_MATCH" or "CONTAINS","value":"..."}` or a text.
Result<TextCriterion> read_text_criterion(std::string_view name, const boost::json::value& wish);
/// The list of `{"comparisonType":"IN","list":[...]}` or `{"IN":[...]}` (contract H-32).
Result<const boost::json::array*> read_in_list(std::string_view name, const boost::json::value& wish);
/// Such a list of whole numbers.
Result<std::vector<std::int64_t>> read_number_list(std::string_view name, const boost::json::value& wish);
/// Such a list of texts.
Result<std::vector<std::string>> read_text_list(std::string_view name, const boost::json::value& wish);
/// Such a list of texts and numbers, as texts.
Result<std::vector<std::string>> read_scalars(std::string_view name, const boost::json::value& wish);
/// Such a list of tags: a text of digits may be meant either way.
Result<TagCriterion> read_tag_list(const boost::json::value& wish);
/// `{"value":true}` or `true`.
Result<bool> read_truth(std::string_view name, const boost::json::value& wish);
/// `{"comparisonType":"BEFORE", "AFTER", "EQUALS", "BETWEEN" or "EMPTY","value1":...,"value2":...}` with milliseconds since 1970, days or
/// times in ISO 8601; a day stands for all of it. Nothing for EMPTY.
Result<std::optional<TimeRange>> read_time_range(std::string_view name, const boost::json::value& wish);
/// `[{"name" or "ID","value":{"comparisonType":"IN","list":[...]}}]`, whose list has values as fields have them, or their IDs.
Result<std::vector<FieldCriterion>> read_field_criteria(const boost::json::value& wish);

template <class IdType>
Result<std::vector<IdType>> read_id_list(std::string_view name, const boost::json::value& wish) {
  std::vector<IdType> ids;
  for (const std::int64_t number : TRY(read_number_list(name, wish))) ids.push_back({number});
  return ids;
}

}  // namespace testledger
