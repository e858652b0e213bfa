#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/keys.hpp"
#include "reports/report_kind.hpp"
#include "reports/reported_test.hpp"

namespace testledger {

/// A case key as a report writes it. `written` is a view into the text that holds it.
struct KeyMention {
  KeyNumber number = 0;  ///< 0: no case can have it, because it is 0 or beyond every number
  std::string_view written;
};

/// The case keys of this project anywhere in a text, in order, none twice (contract C.4.1, H-24, H-25). The hyphen form may
/// not follow a letter or digit, the underscore form AT_TC_12 neither; both in any letter case.
std::vector<KeyMention> keys_in_text(std::string_view project_key, std::string_view text);

/// The key that a tag is: the whole tag, or its beginning before something other than a letter or digit, with or without a
/// leading "@" (contract H-34).
std::optional<KeyMention> key_in_tag(std::string_view project_key, std::string_view tag);

/// The keys of a test from the places where its format may have them. A parameter that is a key overrides all others.
std::vector<KeyMention> keys_of(const ReportedTest& test, KeyPlaces places, std::string_view project_key);

/// The key as the system writes it: "AT-TC-12".
std::string case_key(std::string_view project_key, const KeyMention& mention);

}  // namespace testledger
