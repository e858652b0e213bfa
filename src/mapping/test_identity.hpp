#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/case_keys.hpp"
#include "mapping/mapping_rules.hpp"
#include "reports/reported_test.hpp"

namespace testledger {

/// Which row of a data-driven test a result is. Empty name and number 0 when only its parameters tell.
struct RowLabel {
  std::string_view name;
  int number = 0;
};

/// How a result says which case it belongs to. Views are into the test, which must stay where it is.
struct TestIdentity {
  std::vector<KeyMention> keys;   ///< these decide, when there are any
  std::string automation_key;     ///< without the row's suffix
  std::string exact_key;          ///< with it; empty when that is no other. A case that has this one wins (contract H-6)
  std::string_view title;         ///< of a case made for it
  std::optional<RowLabel> row;    ///< set when the result is one row of several
  std::uint32_t fingerprint = 0;  ///< of class, name, parameters and row: equal for repeats of the identical test
};

TestIdentity identify(const ReportedTest& test, const MappingRules& rules);

/// What people and automation keys call a test that has neither class nor name.
inline constexpr std::string_view unnamed_test = "unnamed test";

}  // namespace testledger
