#pragma once

#include "domain/test_case.hpp"
#include "mapping/mapping_rules.hpp"
#include "mapping/test_identity.hpp"

namespace testledger {

inline constexpr std::string_view requirement_mark = "JREQ-";  ///< before the key of a requirement in a tag

/// What a test's tags say beyond case keys.
struct TagMeaning {
  std::vector<std::string> tags;          ///< the rest, without "@"
  std::vector<std::string> requirements;  ///< of "@JREQ-AT-42" (contract C.4.4)
  std::string_view folder;                ///< of "@AIO-FOLDER:A/B" (contract H-9)
};
TagMeaning read_tags(const ReportedTest& test, std::string_view project_key);

/// The path in a folder tag; empty when the tag is none.
std::string_view folder_path(std::string_view tag);

/// The case that is made for a test which no case is found for (contract C.2, C.4).
CaseDraft new_case(const ReportedTest& test, const TestIdentity& identity, const MappingRules& rules);

/// The title of a case made for a test, at most title_length_max characters.
std::string case_title(const TestIdentity& identity);

}  // namespace testledger
