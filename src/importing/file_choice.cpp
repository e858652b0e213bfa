#include "importing/file_choice.hpp"

#include "archives/open_archive.hpp"
#include "core/letter_case.hpp"
#include "formats/report_head.hpp"

namespace testledger {
namespace {

FileChoice passed_over(std::string reason) { return {FileChoice::Take::no, std::move(reason)}; }

}  // namespace

/// Not what macOS puts beside each file, `._TEST-a.xml`, nor other hidden files.
bool is_named_like_report(std::string_view name) {
  name.remove_prefix(name.rfind('/') + 1);
  if (name.starts_with('.')) return false;
  for (const std::string_view ending : {".xml", ".json"})
    if (name.size() > ending.size() && equal_ignoring_case(name.substr(name.size() - ending.size()), ending)) return true;
  return false;
}

FileChoice choose_file(const ReportFormat& format, std::string_view name, std::string_view head) {
  if (packing_of(head) != Packing::none)
    return passed_over("it is " + std::string(packing_name(head)) + "; what is packed inside an archive is not opened");
  if (const ReportFormat* detected = detect_format(head)) {
    if (detected->name == format.name) return {};
    return passed_over("it is a report of " + std::string(detected->title) + ", not of " + std::string(format.title));
  }
  std::string reason = "it is no report of " + std::string(format.title);
  if (see_head(head).syntax != ReportHead::Syntax::none) return {FileChoice::Take::if_readable, std::move(reason)};
  return is_named_like_report(name) ? FileChoice{} : passed_over(std::move(reason));
}

}  // namespace testledger
