#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace testledger {

// The members of an administrative wish; what is absent or of another type is empty.

inline std::string wish_text(const boost::json::object& wish, std::string_view name) {
  const auto* value = wish.if_contains(name);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

inline std::int64_t wish_number(const boost::json::object& wish, std::string_view name) {
  const auto* value = wish.if_contains(name);
  return value && value->is_int64() ? value->as_int64() : 0;
}

inline bool wish_truth(const boost::json::object& wish, std::string_view name) {
  const auto* value = wish.if_contains(name);
  return value && value->is_bool() && value->as_bool();
}

inline std::vector<std::string> wish_texts(const boost::json::object& wish, std::string_view name) {
  std::vector<std::string> texts;
  const auto* value = wish.if_contains(name);
  if (value == nullptr || !value->is_array()) return texts;
  for (const auto& each : value->get_array())
    if (each.is_string()) texts.emplace_back(each.get_string());
  return texts;
}

}  // namespace testledger
