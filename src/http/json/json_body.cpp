#include "http/json/json_body.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <cmath>
#include <unordered_set>

#include <fmt/format.h>

#include "http/limits.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

/// Follows a JSON text only to see whether an object names a key twice: the parser that makes values keeps the last silently.
class KeyWatch {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);

  std::string repeated;

  bool on_object_begin(json::error_code&) {
    open_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, json::error_code&) {
    open_.pop_back();
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    key_ += std::string_view(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code& problem) {
    key_ += std::string_view(part);
    if (!open_.back().insert(key_).second) {
      repeated = key_;
      problem = json::make_error_code(json::error::syntax);
      return false;
    }
    key_.clear();
    return true;
  }
  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t, json::error_code&) { return true; }
  bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_string(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
  bool on_double(double, json::string_view, json::error_code&) { return true; }
  bool on_bool(bool, json::error_code&) { return true; }
  bool on_null(json::error_code&) { return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  std::vector<std::unordered_set<std::string>> open_;
  std::string key_;
};

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return number;
}

}  // namespace

Result<json::value> read_json(std::string_view body) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (body.starts_with(byte_order_mark)) body.remove_prefix(byte_order_mark.size());
  json::parse_options options;
  options.max_depth = json_body_depth_max;
  json::error_code problem;
  json::basic_parser<KeyWatch> watch(options);
  const std::size_t read = watch.write_some(false, body.data(), body.size(), problem);
  if (!watch.handler().repeated.empty())
    return invalid(watch.handler().repeated, fmt::format("The JSON body names \"{}\" twice.", watch.handler().repeated));
  if (problem == json::error::too_deep)
    return invalid(fmt::format("The JSON body is nested too deeply (json_body_depth_max {}).", json_body_depth_max));
  json::value value = problem ? json::value() : json::parse({body.data(), body.size()}, problem, {}, options);
  if (problem) return invalid(fmt::format("The body is no valid JSON: {} at byte {}.", problem.message(), read));
  return value;
}

const json::value* member(const json::object& object, std::string_view name) {
  const json::value* found = object.if_contains({name.data(), name.size()});
  return found == nullptr || found->is_null() ? nullptr : found;
}

bool says_nothing(const json::value& value) {
  const auto* text = value.if_string();
  const auto* list = value.if_array();
  return value.is_null() || (text != nullptr && text->empty()) || (list != nullptr && list->empty());
}

Result<const json::object*> as_object(const json::value& body) {
  if (const json::object* object = body.if_object()) return object;
  return invalid("The body must be a JSON object.");
}

std::string storable(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  for (const char c : text) {
    if (c == '\0')
      kept += "\xef\xbf\xbd";
    else
      kept += c;
  }
  return kept;
}

std::optional<std::int64_t> integer_of(const json::value& value) {
  if (const auto* number = value.if_int64()) return *number;
  if (const auto* text = value.if_string()) return number_in<std::int64_t>({text->data(), text->size()});
  const auto* fraction = value.if_double();
  constexpr double exact_max = 9'007'199'254'740'992.0;
  if (fraction != nullptr && std::trunc(*fraction) == *fraction && std::abs(*fraction) <= exact_max)
    return static_cast<std::int64_t>(*fraction);
  return std::nullopt;
}

std::optional<double> number_of(const json::value& value) {
  std::optional<double> number;
  if (const auto* text = value.if_string()) number = number_in<double>({text->data(), text->size()});
  if (value.is_number()) number = value.to_number<double>();
  return number && std::isfinite(*number) ? number : std::nullopt;
}

Error wrong_member(std::string_view name, std::string message) {
  return {ErrorCode::invalid_argument, std::move(message), {}, {}, std::string(name)};
}

Error within(std::string_view outer, Error error) {
  error.field = fmt::format("{}{}{}", outer, error.field.empty() ? "" : ".", error.field);
  return error;
}

std::string entry_place(std::string_view list, std::size_t index) { return fmt::format("{}[{}]", list, index); }

Result<std::string> text_member(const json::object& object, std::string_view name) {
  const json::value* value = member(object, name);
  if (value == nullptr) return std::string();
  if (const json::string* text = value->if_string()) return storable({text->data(), text->size()});
  return wrong_member(name, fmt::format("{} must be a text.", name));
}

Result<std::vector<std::string>> texts_member(const json::object& object, std::string_view name) {
  const json::value* value = member(object, name);
  std::vector<std::string> texts;
  if (value == nullptr) return texts;
  if (!value->is_array()) return wrong_member(name, fmt::format("{} must be a list of texts.", name));
  for (const json::value& entry : value->get_array()) {
    if (const json::string* text = entry.if_string())
      texts.push_back(storable({text->data(), text->size()}));
    else if (const auto number = integer_of(entry))
      texts.push_back(std::to_string(*number));
    else
      return wrong_member(name, fmt::format("{} must be a list of texts.", name));
  }
  return texts;
}

Result<std::vector<std::int64_t>> numbers_member(const json::object& object, std::string_view name) {
  const json::value* value = member(object, name);
  std::vector<std::int64_t> numbers;
  if (value == nullptr) return numbers;
  if (!value->is_array()) return invalid(name, fmt::format("{} must be a list of numbers.", name));
  for (const json::value& entry : value->get_array()) {
    const auto number = integer_of(entry);
    if (!number) return invalid(name, fmt::format("{} must be a list of numbers.", name));
    numbers.push_back(*number);
  }
  return numbers;
}

}  // namespace testledger
