#include <fmt/format.h>

#include "core/iso_time.hpp"
#include "http/exports/export_form.hpp"

namespace testledger {
namespace {

enum class Within { attribute, element };

/// A text as XML has it; what XML 1.0 cannot hold becomes U+FFFD.
std::string xml(std::string_view text, Within within = Within::attribute) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      case '\r': escaped += "&#13;"; break;
      case '\n': escaped += within == Within::attribute ? "&#10;" : "\n"; break;
      case '\t': escaped += within == Within::attribute ? "&#9;" : "\t"; break;
      default: escaped += static_cast<unsigned char>(c) < ' ' ? std::string("\xef\xbf\xbd") : std::string(1, c);
    }
  }
  return escaped;
}

/// As our own reader takes it again: what neither passed nor failed is skipped, with its status as the message.
class JunitExport final : public ExportForm {
 public:
  std::string begin(const ExportedCycle& cycle) override {
    const std::uint64_t failed = cycle.count(RunStatusType::failed);
    const std::uint64_t skipped = cycle.total() - failed - cycle.count(RunStatusType::passed);
    const std::string counts = fmt::format(R"(name="{}" tests="{}" failures="{}" errors="0" skipped="{}" time="{:.3f}")", xml(cycle.name()),
                                           cycle.total(), failed, skipped, cycle.effort_s);
    const std::string time = cycle.begun ? fmt::format(" timestamp=\"{}\"", iso_time(*cycle.begun)) : "";
    return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {}>\n<testsuite {}{}>\n", counts, counts, time);
  }

  std::string of(const ExportedCycle& cycle, const ExportedCase& exported) override {
    std::string text = fmt::format(R"(<testcase name="{} {}" classname="{}" time="{:.3f}")", exported.key, xml(exported.item.title),
                                   xml(cycle_key(cycle.project.key, cycle.cycle.number)), exported.effort_s());
    if (exported.status.type == RunStatusType::passed) return text += "/>\n";
    const std::string_view reason = exported.reason();
    if (exported.status.type == RunStatusType::failed)
      return text += fmt::format("><failure message=\"{}\">{}</failure></testcase>\n",
                                 xml(reason.empty() ? exported.status.name : first_line(reason)), xml(reason, Within::element));
    return text += fmt::format("><skipped message=\"{}\"/></testcase>\n", xml(exported.status.name));
  }

  std::string end() override { return "</testsuite>\n</testsuites>\n"; }
};

}  // namespace

std::unique_ptr<ExportForm> junit_export() { return std::make_unique<JunitExport>(); }

}  // namespace testledger
