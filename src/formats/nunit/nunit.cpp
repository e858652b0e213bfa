// NUnit's result files, version 2 (<test-results>) and 3 (<test-run>). See docs/formats/nunit.md.
#include "core/letter_case.hpp"
#include "formats/nunit/nunit_names.hpp"
#include "formats/nunit/nunit_values.hpp"
#include "formats/text/kept_text.hpp"
#include "formats/text/row_numbers.hpp"
#include "formats/xml/element_reader.hpp"

namespace testledger {
namespace {

/// An open <test-suite>. Its record holds what its cases inherit, and becomes a result when the suite itself failed.
struct Suite {
  ReportedTest record;
  NunitSuiteKind kind = NunitSuiteKind::container;
  std::string site;
  bool has_failure_below = false;
};

class NunitReader : public ElementReader<NunitReader> {
 public:
  ReportHeader header() const override { return {"NUnit", version_.empty() || clr_.empty() ? version_ : version_ + " (CLR " + clr_ + ")"}; }

 private:
  friend ElementReader<NunitReader>;

  static Table roots() {
    static constexpr Row rows[] = {
        {.name = "test-run", .start = &NunitReader::begin_run, .children = in_suite},
        {.name = "test-results", .children = in_suite},
    };
    return rows;
  }

  static Table in_suite() {
    static constexpr Row rows[] = {
        {.name = "test-case", .start = &NunitReader::begin_case, .end = &NunitReader::end_case, .children = in_case, .test = true},
        {.name = "test-suite", .start = &NunitReader::begin_suite, .end = &NunitReader::end_suite, .children = in_suite},
        {.name = "results", .children = in_suite},
        {.name = "environment", .start = &NunitReader::environment},
        {.name = "properties", .children = in_properties},
        {.name = "categories", .children = in_categories},
        {.name = "failure", .start = &NunitReader::begin_failure, .end = &NunitReader::end_failure, .children = in_failure},
        {.name = "reason", .children = in_reason},
    };
    return rows;
  }

  static Table in_case() {
    static constexpr Row rows[] = {
        {.name = "properties", .children = in_properties},
        {.name = "categories", .children = in_categories},
        {.name = "failure", .start = &NunitReader::begin_failure, .end = &NunitReader::end_failure, .children = in_failure},
        {.name = "reason", .children = in_reason},
        {.name = "assertions", .children = in_assertions},
        {.name = "output", .end = &NunitReader::end_output, .text_max = limits::output_max},
        {.name = "attachments", .children = in_attachments},
    };
    return rows;
  }

  static Table in_properties() {
    static constexpr Row rows[] = {{.name = "property", .start = &NunitReader::property}};
    return rows;
  }

  static Table in_categories() {
    static constexpr Row rows[] = {{.name = "category", .start = &NunitReader::category}};
    return rows;
  }

  static Table in_failure() {
    static constexpr Row rows[] = {
        {.name = "message", .end = &NunitReader::end_message, .text_max = limits::failure_text_max},
        {.name = "stack-trace", .end = &NunitReader::end_stack, .text_max = limits::failure_text_max},
    };
    return rows;
  }

  static Table in_reason() {
    static constexpr Row rows[] = {{.name = "message", .end = &NunitReader::end_reason, .text_max = limits::failure_text_max}};
    return rows;
  }

  static Table in_assertions() {
    static constexpr Row rows[] = {
        {.name = "assertion", .start = &NunitReader::begin_failure, .end = &NunitReader::end_assertion, .children = in_failure}};
    return rows;
  }

  static Table in_attachments() {
    static constexpr Row rows[] = {
        {.name = "attachment", .start = &NunitReader::begin_attachment, .end = &NunitReader::end_attachment, .children = in_attachment}};
    return rows;
  }

  static Table in_attachment() {
    static constexpr Row rows[] = {
        {.name = "filePath", .end = &NunitReader::end_path, .text_max = limits::name_length_max},
        {.name = "description", .end = &NunitReader::end_description, .text_max = limits::name_length_max},
    };
    return rows;
  }

  void begin_run(const XmlAttributes& attributes) {
    version_ = kept(attributes["engine-version"]);
    clr_ = kept(attributes["clr-version"]);
    declared_ = attributes["total"];
  }

  void environment(const XmlAttributes& attributes) {
    for (const std::string_view name : {"nunit-version", "framework-version"})
      if (version_.empty()) version_ = kept(attributes[name]);
    if (clr_.empty()) clr_ = kept(attributes["clr-version"]);
  }

  Suite& suite() { return suites_.back(); }
  ReportedTest& record() { return is_in_case_ ? test_ : suite().record; }

  /// Names of the suites that hold tests; the suite of a method's rows is the test itself.
  std::vector<std::string> containers() const {
    std::vector<std::string> names;
    for (const Suite& open : suites_)
      if (open.kind != NunitSuiteKind::rows && !open.record.name.empty()) names.push_back(open.record.name);
    return names;
  }

  static void read_status(ReportedTest& record, const XmlAttributes& attributes) {
    NunitStatus status = nunit_status(attributes);
    record.outcome = status.outcome;
    record.raw_status = std::move(status.raw);
    record.duration = nunit_duration(attributes);
    record.started = nunit_start(attributes["start-time"]);
    record.description = kept(attributes["description"], limits::step_text_max);
  }

  void begin_suite(const XmlAttributes& attributes) {
    Suite opened{.kind = nunit_suite_kind(attributes["type"]), .site = lower(attributes["site"])};
    opened.record.place = place();
    opened.record.suites = containers();
    opened.record.name = kept(file_name_of(attributes["name"]));
    opened.record.class_name = kept(attributes["classname"]);
    opened.record.identity = kept(attributes["fullname"]);
    opened.record.origin = TestOrigin::suite_failure;
    read_status(opened.record, attributes);
    if (opened.kind == NunitSuiteKind::container) row_numbers_.restart();
    suites_.push_back(std::move(opened));
  }

  void end_suite(std::string) {
    Suite ended = std::move(suites_.back());
    suites_.pop_back();
    const bool is_result = failed_by_itself(ended);
    suite().has_failure_below |= is_result || ended.has_failure_below;
    if (!is_result) return;
    ended.record.outcome = Outcome::errored;
    hand_on(ended.record);
  }

  /// A failed set-up is told by every test below it, too; it is a result of its own only where no test tells it. A failed
  /// tear-down is told by the suite alone.
  static bool failed_by_itself(Suite& ended) {
    ReportedTest& record = ended.record;
    if (record.outcome != Outcome::failed && record.outcome != Outcome::errored) return false;
    if (record.failures.empty() && !record.skip_reason.empty()) record.failures.push_back({.message = std::move(record.skip_reason)});
    if (record.failures.empty()) return false;
    ReportedFailure& failure = record.failures.front();
    failure.message = without_news_of_children(std::move(failure.message));
    if (failure.type.empty()) failure.type = exception_in(failure.message);
    const bool told = !failure.message.empty() || !failure.text.empty();
    if (ended.site == "teardown" || failure.message.starts_with("TearDown : ")) return true;
    return told && ended.site != "child" && ended.site != "parent" && !ended.has_failure_below;
  }

  void begin_case(const XmlAttributes& attributes) {
    is_in_case_ = true;
    test_.place = place();
    test_.suites = containers();
    read_status(test_, attributes);
    read_name(attributes);
    for (const std::string_view name : {"seed", "asserts"})
      if (attributes.has(name)) test_.properties.push_back({std::string(name), kept(attributes[name])});
    assertions_.clear();
  }

  void read_name(const XmlAttributes& attributes) {
    const NunitName taken = nunit_name({.name = attributes["name"],
                                        .full_name = attributes["fullname"],
                                        .method = attributes["methodname"],
                                        .class_name = attributes["classname"],
                                        .suite = suite().record.name,
                                        .suite_kind = suite().kind,
                                        .containers = test_.suites});
    test_.class_name = kept(taken.class_name);
    test_.name = kept(taken.name);
    test_.identity = kept(taken.identity);
    if (!taken.is_row) return;
    for (const std::string_view argument : split_arguments(taken.arguments))
      append_kept(test_.parameters, ReportedProperty{"param" + std::to_string(test_.parameters.size() + 1), kept(argument)});
    test_.row = ReportedRow{"", row_numbers_.next_of(taken.identity)};
  }

  void property(const XmlAttributes& attributes) {
    const std::string_view name = attributes["name"], value = attributes["value"];
    if (name == "Category") return append_tag(record().tags, value);
    if (name == "_SKIPREASON" && record().skip_reason.empty()) record().skip_reason = kept(value, limits::failure_text_max);
    if (name.starts_with('_')) return;  // NUnit's own: process, join type, application domain
    if (name == "Description") record().description = kept(value, limits::step_text_max);
    append_kept(record().properties, ReportedProperty{kept(name), kept(value, limits::step_text_max)});
  }

  void category(const XmlAttributes& attributes) { append_tag(record().tags, attributes["name"]); }

  void begin_failure(const XmlAttributes&) { failure_ = {}; }
  void end_message(std::string text) { failure_.message = without_margins(std::move(text)); }
  void end_stack(std::string text) { failure_.text = without_margins(std::move(text)); }

  void end_failure(std::string) {
    failure_.type = exception_in(failure_.message);
    append_kept(record().failures, std::exchange(failure_, {}));
  }

  void end_assertion(std::string) {
    failure_.type = exception_in(failure_.message);
    append_kept(assertions_, std::exchange(failure_, {}));
  }

  void end_reason(std::string text) { record().skip_reason = without_margins(std::move(text)); }
  void end_output(std::string text) { test_.output = without_margins(std::move(text)); }

  void begin_attachment(const XmlAttributes&) { attachment_ = {}; }
  void end_path(std::string text) { attachment_.reference = without_margins(std::move(text)); }
  void end_description(std::string text) { attachment_.name = without_margins(std::move(text)); }

  void end_attachment(std::string) {
    const std::string& path = attachment_.reference;
    if (path.empty()) return;
    if (attachment_.name.empty()) attachment_.name = path.substr(path.find_last_of("/\\") + 1);  // npos + 1 is 0
    append_kept(test_.attachments, std::move(attachment_));
  }

  void end_case(std::string) {
    finish_record();
    is_in_case_ = false;
    ++cases_;
    if (test_.outcome == Outcome::failed || test_.outcome == Outcome::errored) suite().has_failure_below = true;
    hand_on(test_);
  }

  void finish_record() {
    // The one failure of a test is written twice; several are also written together, as a list in one message.
    if (assertions_.size() > 1 || test_.failures.empty()) test_.failures = std::move(assertions_);
    inherit();
    if (test_.outcome == Outcome::skipped || test_.skip_reason.empty()) return;
    // The same element holds what Assert.Pass, Assert.Warn and Assert.Inconclusive say, and why a test could not run.
    if (test_.outcome == Outcome::passed)
      test_.output.append(test_.output.empty() ? "" : "\n").append(test_.skip_reason);
    else if (test_.failures.empty())
      test_.failures.push_back({.message = test_.skip_reason});
    test_.skip_reason.clear();
  }

  /// Categories hold for all tests below; what is said of a method whose rows are a suite holds for each row.
  void inherit() {
    for (const Suite& open : suites_)
      for (const std::string& tag : open.record.tags) append_tag(test_.tags, tag);
    if (suite().kind != NunitSuiteKind::rows) return;
    for (const ReportedProperty& property : suite().record.properties) append_kept(test_.properties, property);
    if (test_.description.empty()) test_.description = suite().record.description;
  }

  void cut_short() {
    if (failure_ != ReportedFailure{}) append_kept(test_.failures, std::move(failure_));
    finish_record();
    mark_cut_short(test_);
    hand_on(test_);
  }

  void at_end() {
    if (!declared_.empty() && declared_ != std::to_string(cases_))
      warn("counts_disagree", "the report declares " + declared_ + " tests but holds " + std::to_string(cases_));
  }

  std::string version_;
  std::string clr_;
  std::string declared_;
  std::uint64_t cases_ = 0;
  std::vector<Suite> suites_ = std::vector<Suite>(1);  ///< open ones, below one that stands for the root
  RowNumbers row_numbers_;

  bool is_in_case_ = false;
  ReportedTest test_;
  ReportedFailure failure_;
  std::vector<ReportedFailure> assertions_;
  ReportedAttachment attachment_;
};

bool looks_like_nunit(const ReportHead& head) {
  return head.syntax == ReportHead::Syntax::xml && (head.root == "test-run" || head.root == "test-results");
}

constexpr std::string_view media_types[] = {"text/xml", "application/xml"};

}  // namespace

extern const ReportFormat nunit_format;
const ReportFormat nunit_format = {
    .name = "nunit",
    .title = "NUnit",
    .description = "NUnit 2 and 3 result files, also as written by dotnet test",
    .media_types = media_types,
    .kind = {.keys = {.name = true, .tags = true, .properties = true}, .force_update = true, .output_in_comments = true},
    .looks_like = looks_like_nunit,
    .make_reader = []() -> std::unique_ptr<ReportReader> { return std::make_unique<NunitReader>(); },
};

}  // namespace testledger
