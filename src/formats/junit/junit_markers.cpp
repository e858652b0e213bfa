#include "formats/junit/junit_markers.hpp"

#include "formats/text/kept_text.hpp"

namespace testledger {
namespace {

constexpr std::size_t attachments_compared_max = 100;

}  // namespace

void add_markers(ReportedTest& test, std::string_view output) {
  constexpr std::string_view attachment = "ATTACHMENT|", property = "PROPERTY|";
  for (std::size_t at = output.find("[["); at != std::string_view::npos; at = output.find("[[", at + 2)) {
    const std::string_view rest = output.substr(at + 2, limits::name_length_max);
    if (!rest.starts_with(attachment) && !rest.starts_with(property)) continue;
    const std::size_t end = rest.find_first_of("]\n");
    if (end == std::string_view::npos || !rest.substr(end).starts_with("]]")) continue;
    const std::string_view text = rest.substr(0, end).substr(rest.find('|') + 1);
    if (rest.starts_with(attachment))
      add_attachment(test, text);
    else if (const std::size_t equals = text.find_first_of("=:"); equals != std::string_view::npos)
      append_kept(test.properties, {std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))});
  }
}

bool is_attachment_property(std::string_view name) { return name == "attachment" || name == "testrail_attachment"; }

void add_attachment(ReportedTest& test, std::string_view path) {
  const std::string reference = kept(path);
  if (test.attachments.size() < attachments_compared_max &&
      std::ranges::find(test.attachments, reference, &ReportedAttachment::reference) != test.attachments.end())
    return;
  append_kept(test.attachments, {.name = reference.substr(reference.find_last_of("/\\") + 1), .reference = reference});
}

}  // namespace testledger
