// The descriptor of Cucumber's JSON and the keys that are read. What is made of them is in cucumber_reader.cpp.
#include "formats/cucumber/cucumber_reader.hpp"
#include "formats/report_format.hpp"

namespace testledger {
namespace {

constexpr std::size_t base64_length_max = limits::attachment_size_max / 3 * 4 + 4;

bool has_any(std::span<const std::string> keys, std::initializer_list<std::string_view> wanted) {
  return std::ranges::any_of(keys, [&](const std::string& key) { return std::ranges::find(wanted, key) != wanted.end(); });
}

/// A list of features, an empty one when nothing ran; merged reports wrap it in an object.
bool looks_like_cucumber(const ReportHead& head) {
  if (head.syntax != ReportHead::Syntax::json) return false;
  if (head.root == "[") return head.inner_keys.empty() || has_any(head.inner_keys, {"elements", "uri", "keyword"});
  return has_any(head.root_keys, {"elements", "features"});
}

constexpr std::string_view media_types[] = {"application/json"};

}  // namespace

extern const ReportFormat cucumber_format;
const ReportFormat cucumber_format = {
    .name = "cucumber",
    .title = "Cucumber",
    .description = "Cucumber JSON of Cucumber (Java, JavaScript, Ruby), godog, behave, karate and others",
    .media_types = media_types,
    .kind = {.keys = {.tags = true}, .bdd = true, .steps = true, .bdd_force_update = true, .dataset_rows = true},
    .looks_like = looks_like_cucumber,
    .make_reader = []() -> std::unique_ptr<ReportReader> { return std::make_unique<CucumberReader>(); },
};

using R = CucumberReader;

const R::Row& R::root() {
  static constexpr Row row{.name = "",
                           .text = &R::stray_value,
                           .begin = &R::begin_feature,
                           .end = &R::end_feature,
                           .children = &R::feature_keys,
                           .list_begin = &R::begin_list};
  return row;
}

R::Table R::feature_keys() {
  static constexpr Row rows[] = {
      {.name = "elements",
       .begin = &R::begin_element,
       .end = &R::end_element,
       .children = &R::element_keys,
       .list_begin = &R::recognise,
       .test = true},
      {.name = "name", .text = &R::feature_name},
      {.name = "uri", .text = &R::feature_uri},
      {.name = "location", .text = &R::feature_location},
      {.name = "tags", .text = &R::feature_tag, .children = &R::feature_tag_keys},
      {.name = "features", .begin = &R::begin_feature, .end = &R::end_feature, .children = &R::feature_keys, .list_begin = &R::recognise},
      {.name = "report", .begin = &R::begin_feature, .end = &R::end_feature, .children = &R::feature_keys, .list_begin = &R::recognise},
      {.name = "meta", .begin = &R::refuse_messages},
      {.name = "gherkinDocument", .begin = &R::refuse_messages},
  };
  return rows;
}

R::Table R::feature_tag_keys() {
  static constexpr Row rows[] = {{.name = "name", .text = &R::feature_tag}};
  return rows;
}

R::Table R::element_keys() {
  static constexpr Row rows[] = {
      {.name = "steps", .begin = &R::begin_step, .end = &R::end_step, .children = &R::step_keys},
      {.name = "name", .text = &R::element_name},
      {.name = "keyword", .text = &R::element_keyword},
      {.name = "type", .text = &R::element_type},
      {.name = "id", .text = &R::element_id},
      {.name = "line", .text = &R::element_line},
      {.name = "location", .text = &R::element_location},
      {.name = "uri", .text = &R::element_uri},
      {.name = "status", .text = &R::element_status},
      {.name = "start_timestamp", .text = &R::element_started},
      {.name = "tags", .text = &R::element_tag, .children = &R::element_tag_keys},
      {.name = "before", .begin = &R::begin_hook, .end = &R::end_setup, .children = &R::hook_keys},
      {.name = "beforeall", .begin = &R::begin_hook, .end = &R::end_setup, .children = &R::hook_keys},
      {.name = "around", .begin = &R::begin_hook, .end = &R::end_setup, .children = &R::hook_keys},
      {.name = "after", .begin = &R::begin_hook, .end = &R::end_teardown, .children = &R::hook_keys},
      {.name = "afterall", .begin = &R::begin_hook, .end = &R::end_teardown, .children = &R::hook_keys},
      {.name = "embeddings", .begin = &R::begin_embedding, .end = &R::end_embedding, .children = &R::embedding_keys},
      {.name = "children",
       .begin = &R::begin_element,
       .end = &R::end_element,
       .children = &R::element_keys,
       .list_begin = &R::begin_children,
       .list_end = &R::end_children,
       .test = true},
  };
  return rows;
}

R::Table R::element_tag_keys() {
  static constexpr Row rows[] = {{.name = "name", .text = &R::element_tag}};
  return rows;
}

R::Table R::step_keys() {
  static constexpr Row rows[] = {
      {.name = "name", .text = &R::name},
      {.name = "keyword", .text = &R::keyword},
      {.name = "result", .children = &R::result_keys},
      {.name = "match", .children = &R::match_keys},
      {.name = "location", .text = &R::location},
      {.name = "hidden", .text = &R::hidden},
      {.name = "isBackground", .text = &R::background},
      {.name = "doc_string", .text = &R::data, .text_max = limits::step_text_max, .children = &R::doc_string_keys},
      {.name = "text", .text = &R::data, .text_max = limits::step_text_max},
      {.name = "rows", .children = &R::row_keys},
      {.name = "arguments", .children = &R::doc_string_keys},
      {.name = "table", .children = &R::table_keys},
      {.name = "output", .text = &R::output, .text_max = limits::step_text_max},
      {.name = "embeddings", .begin = &R::begin_embedding, .end = &R::end_embedding, .children = &R::embedding_keys},
      {.name = "before", .begin = &R::begin_hook, .end = &R::end_step_setup, .children = &R::hook_keys},
      {.name = "beforestep", .begin = &R::begin_hook, .end = &R::end_step_setup, .children = &R::hook_keys},
      {.name = "after", .begin = &R::begin_hook, .end = &R::end_step_teardown, .children = &R::hook_keys},
      {.name = "afterstep", .begin = &R::begin_hook, .end = &R::end_step_teardown, .children = &R::hook_keys},
  };
  return rows;
}

R::Table R::hook_keys() {
  static constexpr Row rows[] = {
      {.name = "result", .children = &R::result_keys},
      {.name = "match", .children = &R::match_keys},
      {.name = "output", .text = &R::output, .text_max = limits::step_text_max},
      {.name = "embeddings", .begin = &R::begin_embedding, .end = &R::end_embedding, .children = &R::embedding_keys},
  };
  return rows;
}

R::Table R::match_keys() {
  static constexpr Row rows[] = {{.name = "location", .text = &R::match_location}};
  return rows;
}

R::Table R::result_keys() {
  static constexpr Row rows[] = {
      {.name = "status", .text = &R::status},
      {.name = "duration", .text = &R::duration},
      {.name = "error_message", .text = &R::error, .text_max = limits::failure_text_max},
      {.name = "output", .text = &R::output, .text_max = limits::step_text_max},
      {.name = "embeddings", .begin = &R::begin_embedding, .end = &R::end_embedding, .children = &R::embedding_keys},
  };
  return rows;
}

/// Doc strings as "doc_string" and, of cucumber-js, as one of the "arguments", which may be a table as well.
R::Table R::doc_string_keys() {
  static constexpr Row rows[] = {
      {.name = "value", .text = &R::data, .text_max = limits::step_text_max},
      {.name = "content", .text = &R::data, .text_max = limits::step_text_max},
      {.name = "rows", .children = &R::row_keys},
  };
  return rows;
}

R::Table R::row_keys() {
  static constexpr Row rows[] = {{.name = "cells", .text = &R::cell, .text_max = limits::step_text_max, .list_end = &R::end_row}};
  return rows;
}

/// behave's tables: "headings" is a list, "rows" a list of lists.
R::Table R::table_keys() {
  static constexpr Row rows[] = {
      {.name = "headings", .text = &R::cell, .text_max = limits::step_text_max, .list_end = &R::end_row},
      {.name = "rows", .text = &R::cell, .text_max = limits::step_text_max, .list_end = &R::end_row},
  };
  return rows;
}

R::Table R::embedding_keys() {
  static constexpr Row rows[] = {
      {.name = "data", .text = &R::embedding_data, .text_max = base64_length_max},
      {.name = "mime_type", .text = &R::embedding_type},
      {.name = "name", .text = &R::embedding_name},
      {.name = "media", .children = &R::media_keys},
  };
  return rows;
}

R::Table R::media_keys() {
  static constexpr Row rows[] = {{.name = "type", .text = &R::embedding_type}};
  return rows;
}

}  // namespace testledger
