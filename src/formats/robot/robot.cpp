#include <array>

#include "formats/robot/robot_readers.hpp"

namespace testledger {
namespace {

/// Reads either syntax, as the first character that is neither blank nor part of a byte-order mark or of UTF-16 says.
class RobotReader final : public ReportReader {
 public:
  Result<void> feed(std::string_view chunk, ReportSink& sink) override {
    if (reader_) return reader_->feed(chunk, sink);
    head_ += chunk;
    const auto first = head_.find_first_not_of(std::string_view("\xEF\xBB\xBF\xFF\xFE\0 \t\r\n", 10));
    if (first == head_.npos && head_.size() < blank_head_max) return {};
    return begin(first, sink);
  }

  Result<void> finish(ReportSink& sink) override {
    if (!reader_) TRY(begin(head_.npos, sink));
    return reader_->finish(sink);
  }

  Result<std::optional<Place>> finish_partial(ReportSink& sink) override {
    if (!reader_) TRY(begin(head_.npos, sink));
    return reader_->finish_partial(sink);
  }

  ReportHeader header() const override { return reader_ ? reader_->header() : ReportHeader{}; }
  std::unique_ptr<ReportReader> second_reading() const override { return reader_ ? reader_->second_reading() : nullptr; }

 private:
  static constexpr std::size_t blank_head_max = 64 * 1024;

  Result<void> begin(std::size_t first, ReportSink& sink) {
    const bool json = first < head_.size() && (head_[first] == '{' || head_[first] == '[');
    reader_ = json ? make_robot_json_reader({}) : make_robot_xml_reader({});
    return reader_->feed(std::exchange(head_, {}), sink);
  }

  std::string head_;  ///< what came before the first character that tells
  std::unique_ptr<ReportReader> reader_;
};

bool has(std::span<const std::string> keys, std::string_view key) { return std::ranges::find(keys, key) != keys.end(); }

bool looks_like_robot(const ReportHead& head) {
  if (head.syntax == ReportHead::Syntax::json)
    return head.root == "{" && has(head.root_keys, "suite") && (has(head.root_keys, "generator") || has(head.root_keys, "rpa"));
  if (head.root == "robot") return true;
  return head.root == "suite" && (has(head.root_keys, "source") || has(head.root_keys, "id"));  // TestNG's have neither
}

std::unique_ptr<ReportReader> make_robot_reader() { return std::make_unique<RobotReader>(); }

constexpr std::array<std::string_view, 3> media_types = {"application/xml", "text/xml", "application/json"};

}  // namespace

ReportHeader robot_header(std::string_view generator) {
  const std::string_view told = generator.substr(0, generator.find(" ("));
  const auto blank = told.find(' ');
  if (blank == told.npos) return {std::string(told), {}};
  return {std::string(told.substr(0, blank)), std::string(told.substr(blank + 1))};
}

extern const ReportFormat robot_format;
const ReportFormat robot_format{
    .name = "robot",
    .title = "Robot",
    .description = "Robot Framework output.xml of any version, and output.json",
    .media_types = media_types,
    .kind = {.keys = {.name = true, .tags = true}, .steps = true, .force_update = true},
    .looks_like = looks_like_robot,
    .make_reader = make_robot_reader,
};

}  // namespace testledger
