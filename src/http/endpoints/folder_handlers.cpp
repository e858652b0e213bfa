#include <fmt/format.h>

#include "http/endpoints/handlers.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_fields.hpp"
#include "http/json/json_shapes.hpp"

namespace testledger {
namespace {

constexpr std::size_t folder_path_max = 32;
constexpr std::string_view blanks = " \t\r\n";

Error wrong(std::string message) { return {ErrorCode::invalid_argument, std::move(message), {}, {}}; }

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  return first == std::string_view::npos ? std::string() : std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

Result<std::vector<std::string>> read_path(const boost::json::object& body) {
  std::vector<std::string> names = TRY(texts_member(body, "folderHierarchy"));
  if (names.empty()) return wrong("folderHierarchy is required");
  if (names.size() > folder_path_max)
    return wrong(fmt::format("folderHierarchy has more than {} folders (folder_path_max)", folder_path_max));
  for (std::string& name : names) {
    name = trimmed(name);
    if (name.empty()) return wrong("folderHierarchy must not have blank names");
    if (character_count(name) > title_length_max)
      return wrong(fmt::format("The name of a folder is longer than {} characters", title_length_max));
  }
  return names;
}

Result<std::optional<FolderId>> read_base(const boost::json::object& body) {
  const boost::json::value* base = member(body, "baseFolderId");
  if (base == nullptr || *base == "") return std::optional<FolderId>();
  if (const auto id = integer_of(*base)) return std::optional(FolderId{*id});
  return wrong("baseFolderId must be the ID of a folder");
}

Result<Response> ensure_folders(const Call& call, const boost::json::value& body, FolderKind kind) {
  const boost::json::object& wish = *TRY(as_object(body));
  const auto names = TRY(read_path(wish));
  const auto base = TRY(read_base(wish));
  auto leaf = call.services.store.ensure_folders(call.project.id, kind, base, names);
  if (!leaf && leaf.error().code == ErrorCode::not_found && base)
    return Error{ErrorCode::not_found, fmt::format("Base folder {} not found", base->value), {}, {}};
  return json_response_of(folder_leaf_json(TRY(std::move(leaf))));
}

Result<Response> list_folders(const Call& call, FolderKind kind) {
  return json_response_of(folder_tree_json(TRY(call.services.store.folders(call.project.id, kind))));
}

}  // namespace

Result<Response> ensure_case_folders(const Call& call, const boost::json::value& body) {
  return ensure_folders(call, body, FolderKind::test_case);
}
Result<Response> ensure_cycle_folders(const Call& call, const boost::json::value& body) {
  return ensure_folders(call, body, FolderKind::test_cycle);
}
Result<Response> ensure_set_folders(const Call& call, const boost::json::value& body) {
  return ensure_folders(call, body, FolderKind::test_set);
}
Result<Response> list_case_folders(const Call& call) { return list_folders(call, FolderKind::test_case); }
Result<Response> list_cycle_folders(const Call& call) { return list_folders(call, FolderKind::test_cycle); }
Result<Response> list_set_folders(const Call& call) { return list_folders(call, FolderKind::test_set); }

}  // namespace testledger
