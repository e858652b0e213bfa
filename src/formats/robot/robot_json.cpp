#include "formats/json/key_reader.hpp"
#include "formats/robot/robot_readers.hpp"
#include "formats/robot/robot_record.hpp"
#include "formats/text/kept_text.hpp"
#include "formats/text/time_text.hpp"

namespace testledger {
namespace {

/// Robot Framework's JSON result (since 7.2), or a suite alone as `TestSuite.to_json` writes it. Robot itself writes what it
/// tells of an object after the objects inside, Rebot before; any order is read. Names of suites that come after their tests
/// are those a second reading knows.
class RobotJsonReader final : public KeyReader<RobotJsonReader> {
  using Self = RobotJsonReader;

 public:
  explicit RobotJsonReader(RobotSuiteFacts known) : suites_(std::move(known)) {}

  static const Row& root() {
    static constexpr Row row{.name = "", .end = &Self::end_document, .children = &Self::document_keys};
    return row;
  }

  ReportHeader header() const override { return robot_header(generator_); }

  std::unique_ptr<ReportReader> second_reading() const override {
    RobotSuiteFacts facts = suites_.late_facts();
    return facts.empty() ? nullptr : make_robot_json_reader(std::move(facts));
  }

  void cut_short() {
    if (record_.is_known()) hand_on(record_.cut(suites_));
  }

  void at_cut() {
    for (ReportWarning& warning : suites_.cut(place())) sink().on_warning(std::move(warning));
  }

  void at_end() {
    if (suites_.begun() == 0) fail(ErrorCode::unreadable_report, "the JSON is no result of Robot Framework: it holds no suite");
    for (ReportWarning& warning : suites_.warnings(place())) sink().on_warning(std::move(warning));
  }

 private:
  static Table document_keys() {
    static constexpr Row rows[] = {
        {.name = "generator", .text = &Self::set_generator},
        {.name = "suite", .begin = &Self::begin_suite, .end = &Self::end_suite, .children = &Self::suite_keys},
        {.name = "statistics", .children = &Self::statistics_keys},
        // A suite alone:
        {.name = "name", .text = &Self::set_suite_name},
        {.name = "source", .text = &Self::set_suite_source},
        {.name = "metadata", .children = &Self::metadata_keys},
        {.name = "teardown",
         .begin = &Self::begin_suite_teardown,
         .end = &Self::end_suite_teardown,
         .children = &Self::suite_teardown_keys},
        {.name = "suites", .begin = &Self::begin_inner_suite, .end = &Self::end_suite, .children = &Self::suite_keys},
        {.name = "tests", .begin = &Self::begin_test, .end = &Self::end_test, .children = &Self::test_keys, .test = true},
    };
    return rows;
  }
  static Table suite_keys() { return document_keys().subspan(3); }
  static Table metadata_keys() {
    static constexpr Row rows[] = {{.name = "*", .text = &Self::add_metadata, .text_max = limits::step_text_max}};
    return rows;
  }
  static Table suite_teardown_keys() {
    static constexpr Row rows[] = {
        {.name = "status", .text = &Self::set_status},
        {.name = "message", .text = &Self::set_status_message, .text_max = limits::failure_text_max},
    };
    return rows;
  }
  static Table test_keys() {
    static constexpr Row rows[] = {
        {.name = "body", .begin = &Self::begin_item, .end = &Self::end_item, .children = &Self::item_keys},
        {.name = "setup", .begin = &Self::begin_setup, .end = &Self::end_item, .children = &Self::item_keys},
        {.name = "teardown", .begin = &Self::begin_teardown, .end = &Self::end_item, .children = &Self::item_keys},
        {.name = "name", .text = &Self::set_test_name},
        {.name = "doc", .text = &Self::set_test_doc, .text_max = limits::failure_text_max},
        {.name = "tags", .text = &Self::add_tag},
        {.name = "lineno", .text = &Self::set_test_line},
        {.name = "timeout", .text = &Self::set_test_timeout},
        {.name = "status", .text = &Self::set_status},
        {.name = "message", .text = &Self::set_status_message, .text_max = limits::failure_text_max},
        {.name = "start_time", .text = &Self::set_test_start},
        {.name = "elapsed_time", .text = &Self::set_test_duration},
    };
    return rows;
  }
  static Table item_keys() {
    static constexpr Row rows[] = {
        {.name = "type", .text = &Self::set_type},
        {.name = "message", .text = &Self::set_message, .text_max = robot_message_max},
        {.name = "level", .text = &Self::set_level},
        {.name = "html", .text = &Self::set_html},
        {.name = "body", .begin = &Self::begin_item, .end = &Self::end_item, .children = &Self::item_keys},
        {.name = "setup", .begin = &Self::begin_setup, .end = &Self::end_item, .children = &Self::item_keys},
        {.name = "teardown", .begin = &Self::begin_teardown, .end = &Self::end_item, .children = &Self::item_keys},
        {.name = "name", .text = &Self::set_word},
        {.name = "owner", .text = &Self::set_word},
        {.name = "flavor", .text = &Self::set_word},
        {.name = "condition", .text = &Self::set_word, .text_max = limits::step_text_max},
        {.name = "status", .text = &Self::set_word},
        {.name = "elapsed_time", .text = &Self::set_item_duration},
        {.name = "assign", .text = &Self::add_assign, .text_max = limits::step_text_max},
        {.name = "args", .text = &Self::add_value, .text_max = limits::step_text_max},
        {.name = "values", .text = &Self::add_value, .text_max = limits::step_text_max},
        {.name = "value", .text = &Self::add_value, .text_max = limits::step_text_max},
        {.name = "patterns", .text = &Self::add_value, .text_max = limits::step_text_max},
        {.name = "limit", .text = &Self::add_option},
        {.name = "on_limit", .text = &Self::add_option},
        {.name = "on_limit_message", .text = &Self::add_option},
        {.name = "start", .text = &Self::add_option},
        {.name = "mode", .text = &Self::add_option},
        {.name = "fill", .text = &Self::add_option},
        {.name = "separator", .text = &Self::add_option},
        {.name = "scope", .text = &Self::add_option},
        {.name = "pattern_type", .text = &Self::add_option},
    };
    return rows;
  }
  static Table statistics_keys() {
    static constexpr Row rows[] = {{.name = "total", .end = &Self::end_total, .children = &Self::total_keys}};
    return rows;
  }
  static Table total_keys() {
    static constexpr Row rows[] = {
        {.name = "pass", .text = &Self::set_figure},
        {.name = "fail", .text = &Self::set_figure},
        {.name = "skip", .text = &Self::set_figure},
    };
    return rows;
  }

  void set_generator(std::string text) {
    suites_.set_generator(text);
    generator_ = std::move(text);
  }
  void end_document() {
    if (suites_.depth() > 0) end_suite();  // a suite alone
  }

  void begin_suite() { suites_.begin(place()); }
  /// A suite alone begins with the first key that only a suite has.
  void begin_suite_alone() {
    if (suites_.depth() == 0) suites_.begin(place());
  }
  void begin_inner_suite() {
    begin_suite_alone();
    begin_suite();
  }
  void end_suite() {
    suites_.end();
    check_limits();
  }
  void set_suite_name(std::string text) {
    begin_suite_alone();
    suites_.set_name(std::move(text));
  }
  void set_suite_source(std::string text) {
    begin_suite_alone();
    suites_.set_source(std::move(text));
  }
  void add_metadata(std::string text) {
    begin_suite_alone();
    suites_.add_metadata({kept(key()), std::move(text)});
    check_limits();
  }
  void begin_suite_teardown() {
    begin_suite_alone();
    verdict_ = {};
  }
  void end_suite_teardown() { suites_.set_teardown(std::move(verdict_)); }
  void set_status(std::string text) { verdict_.status = std::move(text); }
  void set_status_message(std::string text) { verdict_.message = std::move(text); }

  void begin_test() {
    begin_suite_alone();
    record_.begin(place());
    verdict_ = {};
  }
  void end_test() {
    record_.set_verdict(std::move(verdict_));
    hand_on(record_.end(suites_));
  }
  void set_test_name(std::string text) { record_.test().name = std::move(text); }
  void set_test_doc(std::string text) { record_.test().description = std::move(text); }
  void add_tag(std::string text) { record_.add_tag(std::move(text)); }
  void set_test_line(std::string text) { record_.test().line = number_of<int>(text); }
  void set_test_timeout(std::string text) { record_.add_property("timeout", std::move(text)); }
  void set_test_start(std::string text) { record_.test().started = parse_time(text); }
  void set_test_duration(std::string text) { record_.test().duration = parse_seconds(text); }

  void begin_setup() { begin_item_of("SETUP"); }
  void begin_teardown() { begin_item_of("TEARDOWN"); }
  void begin_item() { begin_item_of(""); }
  void begin_item_of(std::string_view type) {
    record_.begin_item(type);
    object_ = {};
  }
  /// Messages are objects of the body, told apart by a type that may come last.
  void end_item() {
    Object ended = std::exchange(object_, {});
    if (ended.type != "MESSAGE") return record_.end_item();
    record_.drop_item();
    record_.add_message(std::move(ended.message));
  }
  void set_type(std::string text) {
    RobotItem* item = record_.item();
    if (item != nullptr && item->type.empty()) item->type = text;
    object_.type = std::move(text);
  }
  void set_message(std::string text) {
    if (RobotItem* item = record_.item()) item->message = kept(text, limits::failure_text_max);
    object_.message.text = std::move(text);
  }
  void set_level(std::string text) { object_.message.level = std::move(text); }
  void set_html(std::string text) { object_.message.html = text == "true"; }
  void set_word(std::string text) {
    RobotItem* item = record_.item();
    if (item == nullptr) return;
    std::string& word = key() == "name"     ? item->name
                        : key() == "owner"  ? item->owner
                        : key() == "flavor" ? item->flavor
                        : key() == "status" ? item->status
                                            : item->condition;
    word = std::move(text);
  }
  void set_item_duration(std::string text) {
    if (RobotItem* item = record_.item()) item->duration = parse_seconds(text);
  }
  void add_assign(std::string text) {
    if (RobotItem* item = record_.item()) item->assign.add(text);
  }
  void add_value(std::string text) {
    if (RobotItem* item = record_.item()) item->values.add(text);
  }
  void add_option(std::string text) {
    if (RobotItem* item = record_.item()) item->options.add_option(key() == "pattern_type" ? "type" : key(), text);
  }

  void set_figure(std::string text) {
    const auto figure = number_of<std::uint64_t>(text);
    (key() == "pass" ? figures_.passed : key() == "fail" ? figures_.failed : figures_.skipped) = figure;
  }
  void end_total() { suites_.set_statistics(figures_); }

  void check_limits() {
    if (!suites_.within_limits()) fail(ErrorCode::limit_exceeded, robot_suite_facts_message());
  }

  /// What an object of a body must tell before it is known to be a message. Messages hold no objects, so one is enough.
  struct Object {
    std::string type;
    RobotMessage message;
  };

  std::string generator_;
  RobotSuites suites_;
  RobotRecord record_;
  RobotVerdict verdict_;
  Object object_;
  RobotSuites::Tally figures_;
};

}  // namespace

std::unique_ptr<ReportReader> make_robot_json_reader(RobotSuiteFacts known) { return std::make_unique<RobotJsonReader>(std::move(known)); }

}  // namespace testledger
