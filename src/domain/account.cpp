#include "domain/account.hpp"

#include <algorithm>

namespace testledger {
namespace {

constexpr std::array<std::string_view, 4> right_names = {"read", "report", "edit", "administer"};
constexpr std::array<std::string_view, 3> role_names = {"viewer", "tester", "admin"};

template <class Named, std::size_t count>
std::optional<Named> named(const std::array<std::string_view, count>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Named>(found - names.begin());
}

}  // namespace

std::string_view name_of(Right right) { return right_names[static_cast<std::size_t>(right)]; }
std::string_view name_of(Role role) { return role_names[static_cast<std::size_t>(role)]; }
std::optional<Right> right_named(std::string_view name) { return named<Right>(right_names, name); }
std::optional<Role> role_named(std::string_view name) { return named<Role>(role_names, name); }

}  // namespace testledger
