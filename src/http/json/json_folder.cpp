#include <unordered_map>

#include "http/json/json_shapes.hpp"

namespace testledger {

boost::json::value folder_reference_json(const std::optional<Folder>& folder) {
  if (!folder) return nullptr;
  return boost::json::object{{"ID", folder->id.value}, {"name", folder->name}, {"parentID", id_json(folder->parent)}};
}

boost::json::object folder_leaf_json(const Folder& folder) { return {{"ID", folder.id.value}, {"name", folder.name}}; }

boost::json::object folder_json(const Folder& folder) {
  boost::json::object object{{"ID", folder.id.value}, {"name", folder.name}};
  object["description"] = folder.description ? boost::json::value(*folder.description) : boost::json::value(nullptr);
  object["parentID"] = id_json(folder.parent);
  object["children"] = boost::json::array();
  return object;
}

boost::json::array folder_tree_json(const std::vector<Folder>& folders) {
  // The place among `folders` under which each one is shown: its parent, or the ancestor that is not too deep.
  struct Shown {
    std::optional<std::size_t> parent;
    std::size_t depth = 0;
  };
  std::vector<Shown> places(folders.size());
  std::unordered_map<FolderId, std::size_t> index;
  for (std::size_t i = 0; i < folders.size(); ++i) {
    index[folders[i].id] = i;
    const auto parent = folders[i].parent ? index.find(*folders[i].parent) : index.end();
    if (parent == index.end()) continue;
    const Shown& above = places[parent->second];
    const bool too_deep = above.depth + 1 >= folder_depth_max;
    places[i] = too_deep ? above : Shown{parent->second, above.depth + 1};
  }

  std::vector<boost::json::array> children(folders.size());
  boost::json::array roots;
  for (std::size_t i = folders.size(); i-- > 0;) {  // children before their parents, so that each is complete when it moves
    std::reverse(children[i].begin(), children[i].end());
    boost::json::object object = folder_json(folders[i]);
    object["children"] = std::move(children[i]);
    (places[i].parent ? children[*places[i].parent] : roots).push_back(std::move(object));
  }
  std::reverse(roots.begin(), roots.end());
  return roots;
}

}  // namespace testledger
