#include "http/json/json_fields.hpp"

#include <boost/json/array.hpp>

#include <fmt/format.h>

#include "domain/test_case.hpp"
#include "formats/text/time_text.hpp"
#include "http/json/json_body.hpp"

namespace testledger {

Result<std::string> read_title(const boost::json::object& body) {
  std::string title = TRY(text_member(body, "title"));
  if (title.find_first_not_of(" \t\r\n") == std::string::npos) return wrong_member("title", "title is required");
  if (character_count(title) > title_length_max)
    return wrong_member("title", fmt::format("title is longer than {} characters", title_length_max));
  return title;
}

Result<std::optional<FolderId>> read_folder(const boost::json::object& body) {
  const boost::json::value* folder = member(body, "folder");
  if (folder == nullptr) return std::optional<FolderId>();
  const boost::json::object* object = folder->if_object();
  const boost::json::value* id = object != nullptr ? member(*object, "ID") : folder;
  if (object != nullptr && id == nullptr && member(*object, "name") != nullptr)
    return wrong_member("folder", "folder must be given by its ID, not by its name alone");
  if (id == nullptr) return std::optional<FolderId>();
  if (const auto number = integer_of(*id); number && *number > 0) return std::optional(FolderId{*number});
  return wrong_member("folder", "folder must be the ID of a folder");
}

const boost::json::value* named_by(const boost::json::value& value) {
  const boost::json::object* object = value.if_object();
  if (object == nullptr) return &value;
  const boost::json::value* id = member(*object, "ID");
  return id != nullptr ? id : member(*object, "name");
}

Result<std::optional<double>> read_effort(const boost::json::object& body, std::string_view name) {
  const boost::json::value* value = member(body, name);
  if (value == nullptr || *value == "") return std::optional<double>();
  const auto effort = number_of(*value);
  if (!effort || *effort < 0) return invalid(name, fmt::format("{} must be a number of seconds", name));
  return effort;
}

std::optional<Timestamp> time_of(const boost::json::value& value) {
  using std::chrono::milliseconds;
  constexpr std::int64_t farthest = 253'402'300'799'999;
  if (const auto since_1970 = integer_of(value))
    return *since_1970 >= 0 && *since_1970 <= farthest ? std::optional(Timestamp(milliseconds(*since_1970))) : std::nullopt;
  const auto* text = value.if_string();
  const auto read = text != nullptr ? parse_time({text->data(), text->size()}) : std::nullopt;
  return read ? std::optional<Timestamp>(std::chrono::floor<milliseconds>(*read)) : std::nullopt;
}

}  // namespace testledger
