#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "formats/cucumber/cucumber_step.hpp"
#include "formats/json/key_reader.hpp"
#include "formats/text/row_numbers.hpp"

namespace testledger {

/// What belongs to a feature and may be written after its scenarios.
struct CucumberFeature {
  std::string name;
  std::string uri;
  std::vector<std::string> tags;
};

/// By the feature's number in the file; only those whose facts came too late for a scenario.
using CucumberFeatures = std::vector<std::optional<CucumberFeature>>;

/// Reads Cucumber's legacy JSON of every runner. A scenario is put together at the end of its object, as keys come in any
/// order. See docs/formats/cucumber.md for the dialects.
class CucumberReader final : public KeyReader<CucumberReader> {
 public:
  explicit CucumberReader(std::shared_ptr<const CucumberFeatures> known = nullptr) : known_(std::move(known)) {}

  static const Row& root();
  ReportHeader header() const override { return {producer_, {}}; }
  std::unique_ptr<ReportReader> second_reading() const override;

  void at_end();
  void at_cut();
  void cut_short();

 private:
  /// What a background and a scenario have in common.
  struct Part {
    CucumberRollUp roll_up;
    bool has_untested = false;
    std::vector<FinishedStep> setup;
    std::vector<FinishedStep> steps;
    std::vector<FinishedStep> teardown;
    std::vector<ReportedAttachment> attachments;
    std::size_t attachments_size = 0;
    std::optional<Duration> duration;

    /// Empties it and keeps its storage.
    void restart();
  };

  struct Element {
    std::string type;
    std::string keyword;
    std::string id;
    std::string status;  ///< behave's own word for the whole scenario
    bool is_rule = false;
  };

  struct Embedding {
    std::string data;
    std::string media_type;
    std::string name;
    bool too_large = false;
  };

  static Table feature_keys();
  static Table feature_tag_keys();
  static Table element_keys();
  static Table element_tag_keys();
  static Table step_keys();
  static Table hook_keys();
  static Table match_keys();
  static Table result_keys();
  static Table doc_string_keys();
  static Table row_keys();
  static Table table_keys();
  static Table embedding_keys();
  static Table media_keys();

  void begin_feature();
  void end_feature();
  void recognise() { recognised_ = true; }
  void stray_value(std::string) { stray_values_ = true; }  // where a feature should be
  void begin_list() { lists_ = true; }
  void refuse_messages();
  void feature_name(std::string text);
  void feature_uri(std::string text);
  void feature_location(std::string text);
  void feature_tag(std::string text);
  bool may_learn();

  void begin_element() { test_.place = place(); }
  void end_element();
  void begin_children();
  void restart_element();
  void end_children();
  void element_type(std::string text) { element_.type = std::move(text); }
  void element_keyword(std::string text) { element_.keyword = std::move(text); }
  void element_id(std::string text) { element_.id = std::move(text); }
  void element_status(std::string text) { element_.status = std::move(text); }
  void element_name(std::string text) { test_.name = std::move(text); }
  void element_uri(std::string text) { test_.file = std::move(text); }
  void element_line(std::string text);
  void element_location(std::string text);
  void element_started(std::string text);
  void element_tag(std::string text);

  bool is_background() const;
  bool is_template() const;
  bool is_known_scenario() const;
  void end_background();
  void end_scenario();
  void take_outcome();
  void take_feature_facts();
  void take_identity();
  void take_steps(std::vector<FinishedStep>& steps);
  void put_together();
  void explain_outcome();

  void begin_step();
  void end_step();
  void begin_hook();
  void end_hook(StepKind kind, std::vector<FinishedStep>& kept_in);
  void end_setup() { end_hook(StepKind::setup, part_.setup); }
  void end_teardown() { end_hook(StepKind::teardown, part_.teardown); }
  void end_step_setup() { end_hook(StepKind::setup, before_step_); }
  void end_step_teardown() { end_hook(StepKind::teardown, after_step_); }
  StepKind kind_of_step();
  void note_duration(const std::optional<Duration>& duration);

  void keyword(std::string text) { open_->keyword = std::move(text); }
  void name(std::string text) { open_->name = std::move(text); }
  void location(std::string text) { open_->location = std::move(text); }
  void hidden(std::string text) { open_->hidden = text == "true"; }
  void background(std::string text) { open_->background = text == "true"; }
  void match_location(std::string text);
  void status(std::string text);
  void duration(std::string text) { open_->set_duration(text); }
  void error(std::string text) { open_->add_error(text); }
  void output(std::string text) { open_->add_output(text); }
  void data(std::string text) { open_->add_data(text); }
  void cell(std::string text) { open_->add_cell(text); }
  void end_row() { open_->end_row(); }

  void begin_embedding() { embedding_ = {}; }
  void end_embedding();
  void embedding_data(std::string text);
  void embedding_type(std::string text) { embedding_.media_type = std::move(text); }
  void embedding_name(std::string text) { embedding_.name = std::move(text); }

  std::shared_ptr<const CucumberFeatures> known_;
  std::shared_ptr<CucumberFeatures> learnt_ = std::make_shared<CucumberFeatures>();
  std::size_t learnt_size_ = 0;
  std::string producer_;
  bool recognised_ = false;
  bool stray_values_ = false;
  bool lists_ = false;

  CucumberFeature feature_;
  std::size_t features_ = 0;
  bool feature_is_known_ = false;
  bool feature_has_tests_ = false;
  bool feature_came_late_ = false;
  std::string rule_;
  Part background_;                             ///< executed before the next scenario
  std::vector<std::string> background_places_;  ///< behave tells a background once and repeats its steps in each scenario

  Element element_;
  ReportedTest test_;
  Part part_;
  RowNumbers rows_;
  std::uint64_t unnamed_rows_ = 0;

  CucumberStep step_;
  CucumberStep hook_;
  CucumberStep* open_ = &step_;
  std::vector<FinishedStep> before_step_;
  std::vector<FinishedStep> after_step_;
  Embedding embedding_;
};

}  // namespace testledger
