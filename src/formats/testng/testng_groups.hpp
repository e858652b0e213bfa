#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "formats/text/kept_text.hpp"

namespace testledger {

/// The <groups> of one TestNG suite, for the methods that do not name their groups themselves (the reporter's default).
/// Holds hashes, not names, and no more than members_max of them.
class TestngGroups {
 public:
  void restart() { *this = {}; }

  void open(std::string_view name) {
    if (names_.size() < limits::list_length_max)
      names_.push_back(kept(name));
    else
      is_full_ = true;
  }

  /// One method of the group opened last. A method that a class inherits is listed under the class that declares it; the
  /// signature then still names the instance ("passes()[pri:0, instance:shop.CartTest@34cd]").
  void add(std::string_view class_name, std::string_view method, std::string_view signature) {
    if (class_name.empty() || method.empty()) {
      const std::string_view qualified = signature.substr(0, signature.find('('));
      const std::size_t dot = std::min(qualified.rfind('.'), qualified.size());
      insert(key_of(qualified.substr(0, dot), without_class(qualified)));
    } else {
      insert(key_of(class_name, method));
    }
    if (signature.find("instance:") != std::string_view::npos) insert(key_of("", without_class(signature)));
  }

  /// Adds the groups of a method to its tags.
  void append_to(std::vector<std::string>& tags, std::string_view class_name, std::string_view method, std::string_view signature) const {
    std::vector<std::uint32_t> found;
    const std::string_view simple_class = class_name.substr(class_name.rfind('.') + 1);  // npos + 1 is 0
    for (const std::size_t key : {key_of(class_name, method), key_of(simple_class, method), key_of("", signature)}) {
      const auto [first, last] = members_.equal_range(key);
      for (auto member = first; member != last; ++member) found.push_back(member->second);
    }
    std::ranges::sort(found);
    for (const std::uint32_t group : found) append_tag(tags, names_[group]);
  }

  /// Groups or methods were left out, for there were too many.
  bool is_full() const { return is_full_; }

 private:
  static constexpr std::size_t members_max = 500'000;

  static std::size_t key_of(std::string_view class_name, std::string_view method) {
    return std::hash<std::string>{}(std::string(class_name).append("\n").append(method));
  }

  /// "CartTest.passes()[…]" is listed as "passes()[…]" on the method itself.
  static std::string_view without_class(std::string_view signature) {
    const std::size_t dot = signature.substr(0, signature.find('(')).rfind('.');
    return signature.substr(dot + 1);
  }

  void insert(std::size_t key) {
    if (names_.empty()) return;
    if (members_.size() < members_max)
      members_.emplace(key, static_cast<std::uint32_t>(names_.size() - 1));
    else
      is_full_ = true;
  }

  std::vector<std::string> names_;
  std::unordered_multimap<std::size_t, std::uint32_t> members_;
  bool is_full_ = false;
};

}  // namespace testledger
