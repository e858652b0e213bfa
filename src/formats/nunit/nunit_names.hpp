#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace testledger {

/// What a <test-suite> stands for: a container, the rows of one test method, or (before NUnit 2.5) untold.
enum class NunitSuiteKind { untold, container, rows };

NunitSuiteKind nunit_suite_kind(std::string_view type);

/// What an NUnit report says of one test case's name. NUnit 2 writes the full name into `name` and none of the others.
struct NunitCase {
  std::string_view name;
  std::string_view full_name = {};
  std::string_view method = {};
  std::string_view class_name = {};
  std::string_view suite = {};                            ///< the innermost suite, of whatever kind
  NunitSuiteKind suite_kind = NunitSuiteKind::container;  ///< its kind
  std::span<const std::string> containers = {};           ///< the suites that are containers, outermost first
};

struct NunitName {
  std::string class_name;
  std::string name;       ///< with arguments, without its class
  std::string identity;   ///< the full name; that of a row without its arguments, so that all rows share it
  std::string arguments;  ///< what stands between the brackets of a row
  bool is_row = false;

  bool operator==(const NunitName&) const = default;
};

/// Takes a case's name apart. Arguments are brackets at the end of the name, right behind the method's name; a name that
/// was set by hand (SetName) has none, whatever it looks like. Contract C.4.3.
NunitName nunit_name(const NunitCase& test);

/// The arguments of a list: split at commas outside strings and brackets, as written.
std::vector<std::string_view> split_arguments(std::string_view list);

}  // namespace testledger
