#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace testledger {

/// The folders of a Postman collection and where each item is in them, by the item's id. Bounded: beyond, items have no folder.
class NewmanFolders {
 public:
  void set_collection(std::string name) { collection_ = std::move(name); }
  const std::string& collection() const { return collection_; }

  void begin_node();
  void set_id(std::string id) {
    if (!open_.empty()) open_.back().id = std::move(id);
  }
  void set_name(std::string name) {
    if (!open_.empty()) open_.back().name = std::move(name);
  }
  void begin_children();
  void end_node();

  /// The collection's name and those of the folders around the item, outermost first.
  std::vector<std::string> path_to(std::string_view item_id) const;
  bool empty() const { return collection_.empty() && items_.empty(); }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  static constexpr std::size_t nodes_max = 100'000;

  struct Folder {
    std::string name;
    std::size_t parent;
  };
  struct Node {
    std::string id;
    std::string name;
    std::size_t folder = none;  ///< its own, once it has children
  };

  std::size_t open_folder() const;

  std::string collection_;
  std::vector<Folder> folders_;
  std::unordered_map<std::uint64_t, std::size_t> items_;  ///< hash of the id, index of the folder
  std::vector<Node> open_;
};

}  // namespace testledger
