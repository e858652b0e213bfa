#include "formats/robot/robot_readers.hpp"
#include "formats/robot/robot_record.hpp"
#include "formats/text/kept_text.hpp"
#include "formats/text/time_text.hpp"
#include "formats/xml/element_reader.hpp"

namespace testledger {
namespace {

/// JSON output's word for an element of a body.
std::string type_of(std::string_view element, const XmlAttributes& attributes) {
  std::string type = element == "kw" || element == "branch" ? std::string(attributes["type"].substr(0, 100)) : std::string(element);
  for (char& letter : type)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  if (element == "if") return "IF/ELSE ROOT";
  if (element == "try") return "TRY/EXCEPT ROOT";
  return type == "VARIABLE" ? "VAR" : type;
}

std::string_view first_told(const XmlAttributes& attributes, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (attributes.has(name)) return attributes[name];
  return {};
}

std::optional<TimePoint> start_of(const XmlAttributes& status) {
  return parse_time(first_told(status, {"start", "starttime"}));  // since version 7, before
}

/// Since version 7 `elapsed` in seconds. Before, `elapsedtime` in milliseconds was written where a merge lost the two times.
std::optional<Duration> duration_of(const XmlAttributes& status) {
  if (status.has("elapsed")) return parse_seconds(status["elapsed"]);
  const auto start = parse_time(status["starttime"]);
  const auto end = parse_time(status["endtime"]);
  if (start && end) return *end >= *start ? std::optional(*end - *start) : std::nullopt;
  if (!status.has("elapsedtime")) return std::nullopt;
  return std::chrono::milliseconds(number_of<std::uint32_t>(status["elapsedtime"]));
}

/// `output.xml` of Robot Framework in every schema so far, from before there were numbers to 5. Elements of a body that it does
/// not know are items like any other, so that what later versions add keeps its messages.
class RobotXmlReader final : public ElementReader<RobotXmlReader> {
  using Self = RobotXmlReader;

 public:
  explicit RobotXmlReader(RobotSuiteFacts known) : suites_(std::move(known)) {}

  static Table roots() {
    static constexpr Row rows[] = {
        {.name = "robot", .start = &Self::begin_robot, .children = &Self::robot_rows},
        // Robot reads a suite alone as well.
        {.name = "suite", .start = &Self::begin_suite, .end = &Self::end_suite, .children = &Self::suite_rows},
    };
    return rows;
  }

  ReportHeader header() const override { return robot_header(generator_); }

  std::unique_ptr<ReportReader> second_reading() const override {
    RobotSuiteFacts facts = suites_.late_facts();
    return facts.empty() ? nullptr : make_robot_xml_reader(std::move(facts));
  }

  void cut_short() {
    if (record_.is_known()) hand_on(record_.cut(suites_));
  }

  void at_cut() {
    for (ReportWarning& warning : suites_.cut(place())) sink().on_warning(std::move(warning));
  }

  void at_end() {
    for (ReportWarning& warning : suites_.warnings(place())) sink().on_warning(std::move(warning));
  }

 private:
  static Table robot_rows() {
    static constexpr Row rows[] = {
        {.name = "suite", .start = &Self::begin_suite, .end = &Self::end_suite, .children = &Self::suite_rows},
        {.name = "statistics", .children = &Self::statistics_rows},
    };
    return rows;
  }
  static Table suite_rows() {
    static constexpr Row rows[] = {
        {.name = "test", .start = &Self::begin_test, .end = &Self::end_test, .children = &Self::test_rows, .test = true},
        {.name = "suite", .start = &Self::begin_suite, .end = &Self::end_suite, .children = &Self::suite_rows},
        {.name = "kw", .start = &Self::begin_suite_keyword, .children = &Self::suite_keyword_rows},
        {.name = "meta", .start = &Self::begin_metadata, .end = &Self::end_metadata, .text_max = limits::step_text_max},
        {.name = "metadata", .children = &Self::metadata_rows},  // before version 4
    };
    return rows;
  }
  static Table metadata_rows() {
    static constexpr Row rows[] = {
        {.name = "item", .start = &Self::begin_metadata, .end = &Self::end_metadata, .text_max = limits::step_text_max},
    };
    return rows;
  }
  static Table suite_keyword_rows() {
    static constexpr Row rows[] = {
        {.name = "status",
         .start = &Self::begin_suite_keyword_status,
         .end = &Self::end_suite_keyword_status,
         .text_max = limits::failure_text_max},
    };
    return rows;
  }
  static Table test_rows() {
    static constexpr Row rows[] = {
        {.name = "doc", .end = &Self::end_doc, .text_max = limits::failure_text_max},
        {.name = "tag", .end = &Self::end_tag, .text_max = limits::name_length_max},
        {.name = "tags", .children = &Self::tags_rows},  // before version 4
        {.name = "timeout", .start = &Self::begin_timeout},
        {.name = "status", .start = &Self::begin_test_status, .end = &Self::end_test_status, .text_max = limits::failure_text_max},
        {.name = "msg", .start = &Self::begin_message, .end = &Self::end_message, .text_max = robot_message_max},
        {.name = "*", .start = &Self::begin_item, .end = &Self::end_item, .children = &Self::item_rows},
    };
    return rows;
  }
  static Table tags_rows() {
    static constexpr Row rows[] = {{.name = "tag", .end = &Self::end_tag, .text_max = limits::name_length_max}};
    return rows;
  }
  static Table item_rows() {
    static constexpr Row rows[] = {
        {.name = "msg", .start = &Self::begin_message, .end = &Self::end_message, .text_max = robot_message_max},
        {.name = "arg", .end = &Self::end_value, .text_max = limits::step_text_max},
        {.name = "status", .start = &Self::begin_status, .end = &Self::end_status, .text_max = limits::failure_text_max},
        {.name = "var", .end = &Self::end_variable, .text_max = limits::step_text_max},
        {.name = "value", .end = &Self::end_value, .text_max = limits::step_text_max},
        {.name = "pattern", .end = &Self::end_value, .text_max = limits::step_text_max},
        {.name = "arguments", .children = &Self::wrapper_rows},  // before version 4
        {.name = "assign", .children = &Self::wrapper_rows},     // before version 4
        {.name = "doc"},
        {.name = "tag"},
        {.name = "tags"},
        {.name = "timeout"},
        {.name = "*", .start = &Self::begin_item, .end = &Self::end_item, .children = &Self::item_rows},
    };
    return rows;
  }
  static Table wrapper_rows() {
    static constexpr Row rows[] = {
        {.name = "arg", .end = &Self::end_value, .text_max = limits::step_text_max},
        {.name = "var", .end = &Self::end_variable, .text_max = limits::step_text_max},
    };
    return rows;
  }
  static Table statistics_rows() {
    static constexpr Row rows[] = {{.name = "total", .children = &Self::total_rows}};
    return rows;
  }
  static Table total_rows() {
    static constexpr Row rows[] = {
        {.name = "stat", .start = &Self::begin_stat, .end = &Self::end_stat, .text_max = limits::name_length_max}};
    return rows;
  }

  void begin_robot(const XmlAttributes& attributes) {
    generator_ = kept(attributes["generator"]);
    suites_.set_generator(generator_);
  }

  void begin_suite(const XmlAttributes& attributes) {
    suites_.begin(place());
    suites_.set_name(kept(attributes["name"]));
    suites_.set_source(kept(attributes["source"]));
    if (attributes.has("src"))
      warn("fragmented_report",
           "suite \"" + kept(attributes["name"]) + "\" is in another file, " + kept(attributes["src"]) + ", which was not read");
    check_limits();
  }
  void end_suite(std::string) {
    suites_.end();
    check_limits();
  }
  void begin_metadata(const XmlAttributes& attributes) { metadata_name_ = kept(attributes["name"]); }
  void end_metadata(std::string text) { suites_.add_metadata({std::move(metadata_name_), std::move(text)}); }
  void begin_suite_keyword(const XmlAttributes& attributes) { suite_keyword_ = type_of("kw", attributes); }
  void begin_suite_keyword_status(const XmlAttributes& attributes) { status_ = kept(attributes["status"]); }
  void end_suite_keyword_status(std::string text) {
    if (suite_keyword_ == "TEARDOWN") suites_.set_teardown({std::move(status_), std::move(text)});
  }

  void begin_test(const XmlAttributes& attributes) {
    record_.begin(place());
    record_.test().name = kept(attributes["name"]);
    record_.test().line = number_of<int>(attributes["line"]);
    record_.add_property("timeout", kept(attributes["timeout"]));
  }
  void end_test(std::string) { hand_on(record_.end(suites_)); }
  void end_doc(std::string text) { record_.test().description = std::move(text); }
  void end_tag(std::string text) { record_.add_tag(std::move(text)); }
  void begin_timeout(const XmlAttributes& attributes) { record_.add_property("timeout", kept(attributes["value"])); }
  void begin_test_status(const XmlAttributes& attributes) {
    status_ = kept(attributes["status"]);
    record_.test().started = start_of(attributes);
    record_.test().duration = duration_of(attributes);
    if (attributes["critical"] == "no") record_.add_property("critical", "no");
  }
  void end_test_status(std::string text) { record_.set_verdict({std::move(status_), std::move(text)}); }

  void begin_item(const XmlAttributes& attributes) {
    record_.begin_item(type_of(element(), attributes));
    RobotItem* item = record_.item();
    if (item == nullptr) return;
    item->name = kept(attributes["name"]);
    item->owner = kept(first_told(attributes, {"owner", "library"}));  // since version 7, before
    item->flavor = kept(attributes["flavor"]);
    item->condition = kept(attributes["condition"], limits::step_text_max);
    for (const std::string_view name : {"limit", "on_limit", "on_limit_message", "start", "mode", "fill", "separator", "scope"})
      item->options.add_option(name, attributes[name]);
    item->options.add_option("type", attributes["pattern_type"]);
    const std::string_view assign = first_told(attributes, {"assign", "variable"});  // of EXCEPT: since version 7, before
    if (!assign.empty()) item->assign.add(assign);
  }
  void end_item(std::string) { record_.end_item(); }
  void begin_status(const XmlAttributes& attributes) {
    RobotItem* item = record_.item();
    if (item == nullptr) return;
    item->status = kept(attributes["status"]);
    item->duration = duration_of(attributes);
  }
  void end_status(std::string text) {
    if (RobotItem* item = record_.item()) item->message = std::move(text);
  }
  void end_value(std::string text) {
    if (RobotItem* item = record_.item()) item->values.add(text);
  }
  /// Of a keyword and FOR what is assigned to, of VAR the value.
  void end_variable(std::string text) {
    RobotItem* item = record_.item();
    if (item != nullptr) (item->type == "VAR" ? item->values : item->assign).add(text);
  }
  void begin_message(const XmlAttributes& attributes) {
    message_.level = kept(attributes["level"]);
    message_.html = attributes["html"] == "true" || attributes["html"] == "yes";  // since version 4, before
  }
  void end_message(std::string text) {
    message_.text = std::move(text);
    record_.add_message(std::move(message_));
  }

  void begin_stat(const XmlAttributes& attributes) {
    const auto figure = [&](std::string_view name) { return number_of<std::uint64_t>(attributes[name]); };
    figures_ = {figure("pass"), figure("fail"), figure("skip")};
  }
  void end_stat(std::string text) {
    if (text == "All Tests" || text == "All Tasks") suites_.set_statistics(figures_);
  }

  void check_limits() {
    if (!suites_.within_limits()) fail(ErrorCode::limit_exceeded, robot_suite_facts_message());
  }

  std::string generator_;
  RobotSuites suites_;
  RobotRecord record_;
  std::string metadata_name_;
  std::string suite_keyword_;
  std::string status_;
  RobotMessage message_;
  RobotSuites::Tally figures_;
};

}  // namespace

std::unique_ptr<ReportReader> make_robot_xml_reader(RobotSuiteFacts known) { return std::make_unique<RobotXmlReader>(std::move(known)); }

}  // namespace testledger
