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

namespace {

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](char a, char b) { return lower(a) == lower(b); });
}

}  // namespace

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
