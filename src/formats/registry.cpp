#include "core/letter_case.hpp"
#include "formats/report_format.hpp"
#include "formats/report_head.hpp"

namespace testledger {

#define REPORT_FORMAT(descriptor) extern const ReportFormat descriptor;
#include "formats/formats.def"
#undef REPORT_FORMAT

std::span<const ReportFormat* const> report_formats() {
  static const std::vector<const ReportFormat*> formats = {
#define REPORT_FORMAT(descriptor) &descriptor,
#include "formats/formats.def"
#undef REPORT_FORMAT
  };
  return formats;
}

const ReportFormat* find_format(std::string_view name) {
  for (const ReportFormat* format : report_formats())
    if (equal_ignoring_case(format->name, name) || equal_ignoring_case(format->title, name)) return format;
  return nullptr;
}

const ReportFormat* detect_format(std::string_view head) {
  const SeenHead seen = see_head(head);
  for (const ReportFormat* format : report_formats())
    if (format->looks_like(seen.view())) return format;
  return nullptr;
}

}  // namespace testledger
