#include "formats/newman/newman_folders.hpp"

#include <algorithm>
#include <functional>

namespace testledger {

void NewmanFolders::begin_node() { open_.emplace_back(); }

/// The innermost folder whose children are being read.
std::size_t NewmanFolders::open_folder() const {
  for (auto node = open_.rbegin(); node != open_.rend(); ++node)
    if (node->folder != none) return node->folder;
  return none;
}

void NewmanFolders::begin_children() {
  if (open_.empty() || open_.back().folder != none || folders_.size() >= nodes_max) return;
  const std::size_t parent = open_folder();
  open_.back().folder = folders_.size();
  folders_.push_back({open_.back().name, parent});
}

void NewmanFolders::end_node() {
  const Node node = std::move(open_.back());
  open_.pop_back();
  if (node.folder != none)
    folders_[node.folder].name = node.name;
  else if (!node.id.empty() && items_.size() < nodes_max)
    items_[std::hash<std::string>{}(node.id)] = open_folder();
}

std::vector<std::string> NewmanFolders::path_to(std::string_view item_id) const {
  std::vector<std::string> path;
  if (const auto item = items_.find(std::hash<std::string_view>{}(item_id)); item != items_.end())
    for (std::size_t folder = item->second; folder != none; folder = folders_[folder].parent) path.push_back(folders_[folder].name);
  if (!collection_.empty()) path.push_back(collection_);
  std::ranges::reverse(path);
  return path;
}

}  // namespace testledger
