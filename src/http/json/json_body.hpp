#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace testledger {

/// The value of a JSON body. invalid_argument for what is no JSON, has something behind it, names a key twice or is deeper than
/// json_body_depth_max. A byte order mark is passed over.
Result<boost::json::value> read_json(std::string_view body);

// Reading the objects that clients send. What they do not know is passed over; null counts as absent (contract B.0).

/// The member of that name; null when it is absent or null.
const boost::json::value* member(const boost::json::object& object, std::string_view name);
/// Null, an empty text or an empty list.
bool says_nothing(const boost::json::value& value);
/// invalid_argument when the body is no object.
Result<const boost::json::object*> as_object(const boost::json::value& body);

/// A text as it may be stored: without NUL, which not every store can hold.
std::string storable(std::string_view text);
/// Whole numbers also in quotes; nothing for anything else.
std::optional<std::int64_t> integer_of(const boost::json::value& value);
/// Numbers also in quotes; nothing for anything else.
std::optional<double> number_of(const boost::json::value& value);

/// invalid_argument, with the member or parameter that is at fault.
Error wrong_member(std::string_view name, std::string message);

/// A failure, or what was read or failed, of something inside a member: its field gets that in front, as in `steps[2].stepType`.
Error within(std::string_view outer, Error error);
template <class Value>
Result<Value> within(std::string_view outer, Result<Value> read) {
  if (!read) return within(outer, std::move(read).error());
  return read;
}
/// The place of an entry of a list, `steps[2]`; the first is 0.
std::string entry_place(std::string_view list, std::size_t index);

/// The text of a member, "" when absent; invalid_argument when it is no text.
Result<std::string> text_member(const boost::json::object& object, std::string_view name);
/// The texts of a list, empty when absent; numbers in it count as texts. invalid_argument for anything else.
Result<std::vector<std::string>> texts_member(const boost::json::object& object, std::string_view name);
/// The whole numbers of a list, also in quotes; empty when absent, invalid_argument for anything else.
Result<std::vector<std::int64_t>> numbers_member(const boost::json::object& object, std::string_view name);

}  // namespace testledger
