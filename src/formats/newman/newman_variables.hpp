#pragma once

#include <map>
#include <string>
#include <string_view>

namespace testledger {

/// The values that a run's variables have at its end, as the report tells them before its executions (contract C.4.6).
/// Those that are secrets by their type, name or value are never kept.
class NewmanVariables {
 public:
  /// Of one name the first wins: an environment's before the collection's before the globals'.
  enum class Scope { environment, collection, globals };

  void begin() { open_ = {}; }
  void set_name(std::string name) { open_.name = std::move(name); }
  void set_id(std::string id) { open_.id = std::move(id); }
  void set_value(std::string value) { open_.value = std::move(value); }
  void set_type(std::string_view type) { open_.secret = open_.secret || type == "secret"; }
  void set_enabled(std::string_view enabled) { open_.enabled = enabled != "false"; }
  void end(Scope scope);

  /// "SERVER = https://shop.test", a line for each {{variable}} of the text that is known, in order.
  std::string used_in(std::string_view text) const;

 private:
  struct Variable {
    std::string name;
    std::string id;  ///< in old collections the name
    std::string value;
    bool secret = false;
    bool enabled = true;
  };
  struct Known {
    Scope scope = Scope::globals;
    std::string value;
  };

  Variable open_;
  std::map<std::string, Known, std::less<>> known_;
};

}  // namespace testledger
