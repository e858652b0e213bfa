#pragma once

#include <string>
#include <string_view>

#include "formats/report_format.hpp"

namespace testledger {

/// Whether a file of an archive is meant to be imported.
struct FileChoice {
  enum class Take { yes, if_readable, no } take = Take::yes;
  std::string reason = {};  ///< why it is passed over, or would be
};

/// Told from the file's first bytes. The name counts only where they show nothing: a file that is named like a report and is none is
/// a report that broke.
FileChoice choose_file(const ReportFormat& format, std::string_view name, std::string_view head);

bool is_named_like_report(std::string_view name);

}  // namespace testledger
