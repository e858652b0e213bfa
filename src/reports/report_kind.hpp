#pragma once

#include <cstdint>

namespace testledger {

/// Where tests of a format may carry the key of their case (contract C.4, H-34).
struct KeyPlaces {
  bool name = false;            ///< anywhere in the test's name, also in the underscore form AT_TC_12
  bool tags = false;            ///< a whole tag, or its beginning, with an optional leading "@"
  bool parameters = false;      ///< a parameter's whole value; overrides every other place (a TestNG data row)
  bool properties = false;      ///< anywhere in a property's value
  bool key_properties = false;  ///< in the value of a property whose name says that it is one: "test_key", "aio_key"
};

/// What the mapping must know of a format beyond its records: which options concern it, how its cases look.
/// Each format's descriptor states its own; see contract C.1 and C.4.
struct ReportKind {
  KeyPlaces keys;
  bool bdd = false;                       ///< cases it creates have script type BDD and BDD steps
  bool steps = false;                     ///< its tests have steps that are compared with the case's
  bool ignores_class_on_request = false;  ///< ignoreClassInAutoKey concerns it
  bool force_update = false;              ///< forceUpdateCase concerns it
  bool bdd_force_update = false;          ///< bddForceUpdateCase concerns it
  bool row_suffixes = false;              ///< invocation suffixes of names ("name[1]") mark rows (H-6)
  bool output_in_comments = false;        ///< also that of a test that did not fail (C.4.2, C.4.3)
  bool dataset_rows = false;              ///< a test with a row is one row of its case's dataset: a Scenario Outline (C.3)
};

}  // namespace testledger
