#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/characters.hpp"
#include "http/endpoints/config_handlers.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

constexpr std::size_t tags_at_once_max = 1'000;
constexpr std::int64_t tags_listed_max = 100'000;

json::object tag_json(const CaseTag& tag) { return {{"ID", tag.id.value}, {"name", tag.name}}; }

json::array tags_json(const std::vector<CaseTag>& tags) {
  json::array array;
  for (const CaseTag& tag : tags) array.push_back(tag_json(tag));
  return array;
}

/// `{"name"}` or a bare text.
Result<std::string> read_name(const json::value& entry) {
  const json::string* text = entry.if_string();
  const std::string given = text != nullptr ? storable({text->data(), text->size()}) : TRY(text_member(*TRY(as_object(entry)), "name"));
  std::string name(without_blanks_around(given));
  if (name.empty()) return invalid("name", "A tag needs a name");
  if (character_count(name) > tag_length_max)
    return invalid("name", fmt::format("The name of a tag is longer than {} characters", tag_length_max));
  return name;
}

Result<std::vector<std::string>> read_names(const json::value& body) {
  const json::array* list = body.if_array();
  if (list == nullptr) return invalid(R"(The body must be a list of tags: [{"name":"smoke"}])");
  if (list->size() > tags_at_once_max) return invalid(fmt::format("The list has more than {} tags (tags_at_once_max)", tags_at_once_max));
  std::vector<std::string> names;
  for (const json::value& entry : *list) names.push_back(TRY(within(fmt::format("[{}]", names.size()), read_name(entry))));
  return names;
}

Result<TagId> tag_of(const Call& call) {
  const std::string_view text = call.captured("tag");
  TagId id;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), id.value);
  if (problem == std::errc() && end == text.data() + text.size()) return id;
  return Error{.code = ErrorCode::not_found, .message = fmt::format("There is no tag {}.", text)};
}

}  // namespace

/// The contract has a plain list: where it goes on stands in a field of the answer.
Result<Response> list_tags(const Call& call) {
  const auto asked = [&](std::string_view name) { return call.target.parameter(name) != nullptr; };
  const PageRequest page = TRY(page_request(call));
  const std::int64_t size = asked("startAt") || asked("maxResults") || asked("cursor") ? page.size : tags_listed_max;
  std::int64_t start = page.start;
  if (page.after) {
    const auto all = TRY(call.services.store.tags(call.project.id, 0, tags_listed_max));
    const auto at = std::ranges::find(all, TagId{*page.after}, &CaseTag::id);
    if (at == all.end()) return invalid("cursor", "The tag that cursor stands behind was removed. Begin again without it");
    start = at - all.begin() + 1;
  }
  auto tags = TRY(call.services.store.tags(call.project.id, start, size + 1));
  const bool is_last = std::ssize(tags) <= size;
  if (!is_last) tags.pop_back();
  Response response = json_response_of(tags_json(tags));
  if (!is_last) response.fields.push_back({"Testledger-Next-Cursor", cursor_text(tags.back().id.value)});
  return response;
}

Result<Response> ensure_tags(const Call& call, const json::value& body) {
  return json_response_of(tags_json(TRY(call.services.store.ensure_tags(call.project.id, TRY(read_names(body))))));
}

Result<Response> rename_tag(const Call& call, const json::value& body) {
  const TagId id = TRY(tag_of(call));
  return json_response_of(tag_json(TRY(call.services.store.rename_tag(call.project.id, id, TRY(read_name(body))))));
}

Result<Response> remove_tag(const Call& call) {
  const TagId id = TRY(tag_of(call));
  const auto tags = TRY(call.services.store.find_tags(call.project.id, {id}));
  const auto used = asks_for(call, "force") ? TagStore::UsedTag::goes : TagStore::UsedTag::refuses;
  AuditEntry audit = call.audit("tag.delete", fmt::format("tag {}", id.value));
  if (!tags.empty()) audit.before = tags.front().name;
  TRY(call.services.store.remove_tag(call.project.id, id, used, audit));
  return json_response_of(tags.empty() ? json::object{{"ID", id.value}} : tag_json(tags.front()));
}

}  // namespace testledger
