#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/report_format.hpp"

namespace testledger {

/// What the first bytes of a file show, with the text that ReportHead's views point to.
struct SeenHead {
  ReportHead::Syntax syntax = ReportHead::Syntax::none;
  std::string root;
  std::vector<std::string> root_keys;
  std::vector<std::string> inner_keys;
  std::optional<Error> unreadable;  ///< what keeps XML from being read up to its root element: a DOCTYPE with declarations

  ReportHead view() const { return {syntax, root, root_keys, inner_keys}; }
};

/// Looks at the first bytes with the readers that will read the rest, so that whatever encoding they cope with is told too.
/// Broken or cut bytes show what is before the break.
SeenHead see_head(std::string_view head);

}  // namespace testledger
