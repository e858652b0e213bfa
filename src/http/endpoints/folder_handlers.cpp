#include <fmt/format.h>

#include "http/endpoints/folder_handlers.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_fields.hpp"
#include "http/json/json_shapes.hpp"
#include "http/json/json_unstored.hpp"

namespace testledger {
namespace {

constexpr std::size_t folder_path_max = 32;

Result<std::string> checked_name(std::string_view given, std::string_view field = "name") {
  std::string name(without_blanks_around(given));
  if (name.empty()) return invalid(field, "A folder must not have a blank name");
  if (character_count(name) > title_length_max)
    return invalid(field, fmt::format("The name of a folder is longer than {} characters", title_length_max));
  return name;
}

Result<std::vector<std::string>> read_path(const boost::json::object& body) {
  std::vector<std::string> names = TRY(texts_member(body, "folderHierarchy"));
  if (names.empty()) return invalid("folderHierarchy", "folderHierarchy is required");
  if (names.size() > folder_path_max)
    return invalid("folderHierarchy", fmt::format("folderHierarchy has more than {} folders (folder_path_max)", folder_path_max));
  for (std::string& name : names) name = TRY(checked_name(name, "folderHierarchy"));
  return names;
}

Result<std::optional<FolderId>> read_base(const boost::json::object& body) {
  const boost::json::value* base = member(body, "baseFolderId");
  if (base == nullptr || *base == "") return std::optional<FolderId>();
  if (const auto id = integer_of(*base)) return std::optional(FolderId{*id});
  return invalid("baseFolderId", "baseFolderId must be the ID of a folder");
}

Result<Response> ensure_folders(const Call& call, const boost::json::value& body, FolderKind kind) {
  const boost::json::object& wish = *TRY(as_object(body));
  const auto names = TRY(read_path(wish));
  const auto base = TRY(read_base(wish));
  auto leaf = call.services.store.ensure_folders(call.project.id, kind, base, names);
  if (!leaf && leaf.error().code == ErrorCode::not_found && base)
    return Error{ErrorCode::not_found, fmt::format("Base folder {} not found", base->value), {}, {}, "baseFolderId"};
  return json_response_of(folder_leaf_json(TRY(std::move(leaf))));
}

constexpr std::size_t description_length_max = 1'000;

/// A description that is there, also an empty one or null, which is the same.
Result<std::optional<std::string>> read_description(const boost::json::object& body) {
  if (!body.contains("description")) return std::optional<std::string>();
  std::string text = TRY(text_member(body, "description"));
  if (character_count(text) <= description_length_max) return std::optional(std::move(text));
  return invalid("description", fmt::format("description is longer than {} characters (description_length_max)", description_length_max));
}

/// The parent that is named: null is the top.
Result<FolderChange::Place> read_parent(const boost::json::object& body) {
  const boost::json::value* parent = member(body, "parentID");
  if (parent == nullptr) return FolderChange::Place{};
  if (const auto id = integer_of(*parent); id && *id > 0) return FolderChange::Place{FolderId{*id}};
  return invalid("parentID", "parentID must be the ID of a folder");
}

Result<FolderId> folder_of(const Call& call) {
  const std::string_view text = call.captured("folder");
  FolderId id;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), id.value);
  if (problem == std::errc() && end == text.data() + text.size()) return id;
  return Error{.code = ErrorCode::not_found, .message = fmt::format("There is no folder {}.", text)};
}

Response folder_response(const Folder& folder, const boost::json::object& body) {
  static constexpr std::string_view known[] = {"ID", "name", "description", "parentID", "children"};
  return naming_unstored(json_response_of(folder_json(folder)), unstored_members(body, known));
}

Result<Response> list_folders(const Call& call, FolderKind kind) {
  return json_response_of(folder_tree_json(TRY(call.services.store.folders(call.project.id, kind))));
}

}  // namespace

template <FolderKind kind>
Result<Response> create_folder(const Call& call, const boost::json::value& body) {
  const boost::json::object& wish = *TRY(as_object(body));
  FolderDraft draft{.parent = TRY(read_parent(wish)).parent, .name = TRY(checked_name(TRY(text_member(wish, "name"))))};
  draft.description = TRY(read_description(wish));
  if (draft.description && draft.description->empty()) draft.description.reset();
  auto made = call.services.store.create_folder(call.project.id, kind, draft);
  if (!made && made.error().code == ErrorCode::not_found) return within("parentID", std::move(made).error());
  return folder_response(TRY(std::move(made)), wish);
}

template <FolderKind kind>
Result<Response> change_folder(const Call& call, const boost::json::value& body) {
  const boost::json::object& wish = *TRY(as_object(body));
  const FolderId id = TRY(folder_of(call));
  FolderChange change;
  if (member(wish, "name") != nullptr) change.name = TRY(checked_name(TRY(text_member(wish, "name"))));
  if (wish.contains("parentID")) change.place = TRY(read_parent(wish));
  change.description = TRY(read_description(wish));
  return folder_response(TRY(call.services.store.change_folder(call.project.id, kind, id, change)), wish);
}

template <FolderKind kind>
Result<Response> remove_folder(const Call& call) {
  const FolderId id = TRY(folder_of(call));
  const auto folder = TRY(call.services.store.find_folder(call.project.id, kind, id));
  AuditEntry audit = call.audit("folder.delete", fmt::format("folder {}", id.value));
  if (folder) audit.before = folder->name;
  TRY(call.services.store.remove_folder(call.project.id, kind, id, audit));
  return json_response_of(folder ? folder_json(*folder) : boost::json::object());
}

template Result<Response> create_folder<FolderKind::test_case>(const Call&, const boost::json::value&);
template Result<Response> create_folder<FolderKind::test_cycle>(const Call&, const boost::json::value&);
template Result<Response> create_folder<FolderKind::test_set>(const Call&, const boost::json::value&);
template Result<Response> change_folder<FolderKind::test_case>(const Call&, const boost::json::value&);
template Result<Response> change_folder<FolderKind::test_cycle>(const Call&, const boost::json::value&);
template Result<Response> change_folder<FolderKind::test_set>(const Call&, const boost::json::value&);
template Result<Response> remove_folder<FolderKind::test_case>(const Call&);
template Result<Response> remove_folder<FolderKind::test_cycle>(const Call&);
template Result<Response> remove_folder<FolderKind::test_set>(const Call&);

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
