#include "http/json/json_tags.hpp"

#include <fmt/format.h>

#include "http/json/json_body.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

struct WantedTag {
  std::string name;  ///< empty: the id counts
  TagId id;
};

Result<WantedTag> read_tag(const json::value& value) {
  static constexpr std::string_view needed = "Every entry of tags needs an ID or a name";
  const json::value* tag = &value;
  if (const json::object* outer = value.if_object())
    if (const json::value* inner = member(*outer, "tag")) tag = inner;
  WantedTag wanted;
  const json::object* object = tag->if_object();
  if (const auto* text = tag->if_string()) wanted.name = storable({text->data(), text->size()});
  if (object != nullptr) wanted.name = TRY(text_member(*object, "name"));
  if (!wanted.name.empty()) return wanted;
  const json::value* id = object != nullptr ? member(*object, "ID") : nullptr;
  if (id == nullptr) return invalid(std::string(needed));
  const auto number = integer_of(*id);
  if (!number) return invalid("ID", "The ID of a tag must be a number");
  wanted.id = TagId{*number};
  return wanted;
}

Result<std::vector<WantedTag>> wanted_tags(const json::object& body) {
  std::vector<WantedTag> tags;
  const json::value* list = member(body, "tags");
  if (list == nullptr) return tags;
  if (!list->is_array()) return invalid("tags", "tags must be a list");
  for (const json::value& entry : list->get_array()) tags.push_back(TRY(within(entry_place("tags", tags.size()), read_tag(entry))));
  return tags;
}

}  // namespace

Result<std::vector<TagId>> tags_named_by_id(const json::object& body) {
  std::vector<TagId> ids;
  for (const WantedTag& tag : TRY(wanted_tags(body)))
    if (tag.name.empty()) ids.push_back(tag.id);
  return ids;
}

Result<std::vector<std::string>> read_tags(const json::object& body, const TagNames& known) {
  std::vector<std::string> names;
  for (const WantedTag& tag : TRY(wanted_tags(body))) {
    const auto found = tag.name.empty() ? known.find(tag.id) : known.end();
    if (tag.name.empty() && found == known.end())
      return invalid("tags", fmt::format("'tag' {} is not valid for this project", tag.id.value));
    names.push_back(tag.name.empty() ? found->second : tag.name);
  }
  return names;
}

json::array tag_associations_json(const std::vector<CaseTag>& tags) {
  json::array array;
  for (const CaseTag& tag : tags)
    array.push_back(json::object{{"tag", json::object{{"ID", tag.id.value}, {"name", tag.name}}}, {"associationID", tag.id.value}});
  return array;
}

}  // namespace testledger
