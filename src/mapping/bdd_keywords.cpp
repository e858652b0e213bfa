#include "mapping/bdd_keywords.hpp"

#include <array>
#include <span>

#include "core/letter_case.hpp"
#include "mapping/text.hpp"

namespace testledger {
namespace {

struct Keyword {
  std::string_view word;
  StepType type;
};

// Words of Gherkin in the languages that reports are written in most. Others are told from their place.
constexpr Keyword keywords[] = {
    {"*", StepType::bdd_star},
    {"Given", StepType::bdd_given},       {"When", StepType::bdd_when},      {"Then", StepType::bdd_then},
    {"And", StepType::bdd_and},           {"But", StepType::bdd_but},
    {"Angenommen", StepType::bdd_given},  {"Gegeben sei", StepType::bdd_given}, {"Gegeben seien", StepType::bdd_given},
    {"Wenn", StepType::bdd_when},         {"Dann", StepType::bdd_then},      {"Und", StepType::bdd_and},
    {"Aber", StepType::bdd_but},
    {"Soit", StepType::bdd_given},        {"Étant donné", StepType::bdd_given}, {"Etant donné", StepType::bdd_given},
    {"Étant donné que", StepType::bdd_given}, {"Étant donné qu'", StepType::bdd_given}, {"Quand", StepType::bdd_when},
    {"Lorsque", StepType::bdd_when},      {"Alors", StepType::bdd_then},     {"Donc", StepType::bdd_then},
    {"Et", StepType::bdd_and},            {"Et que", StepType::bdd_and},     {"Mais", StepType::bdd_but},
    {"Dado", StepType::bdd_given},        {"Dada", StepType::bdd_given},     {"Dados", StepType::bdd_given},
    {"Dadas", StepType::bdd_given},       {"Cuando", StepType::bdd_when},    {"Entonces", StepType::bdd_then},
    {"Y", StepType::bdd_and},             {"E", StepType::bdd_and},          {"Pero", StepType::bdd_but},
    {"Quando", StepType::bdd_when},       {"Então", StepType::bdd_then},     {"Mas", StepType::bdd_but},
    {"Dato", StepType::bdd_given},        {"Data", StepType::bdd_given},     {"Allora", StepType::bdd_then},
    {"Ma", StepType::bdd_but},
    {"Gegeven", StepType::bdd_given},     {"Stel", StepType::bdd_given},     {"Als", StepType::bdd_when},
    {"Wanneer", StepType::bdd_when},      {"Dan", StepType::bdd_then},       {"En", StepType::bdd_and},
    {"Maar", StepType::bdd_but},
    {"Zakładając", StepType::bdd_given},  {"Mając", StepType::bdd_given},    {"Jeżeli", StepType::bdd_when},
    {"Jeśli", StepType::bdd_when},        {"Gdy", StepType::bdd_when},       {"Kiedy", StepType::bdd_when},
    {"Wtedy", StepType::bdd_then},        {"Oraz", StepType::bdd_and},       {"I", StepType::bdd_and},
    {"Ale", StepType::bdd_but},
    {"Givet", StepType::bdd_given},       {"När", StepType::bdd_when},       {"Så", StepType::bdd_then},
    {"Och", StepType::bdd_and},           {"Men", StepType::bdd_but},        {"Når", StepType::bdd_when},
    {"Gitt", StepType::bdd_given},        {"Og", StepType::bdd_and},
    {"Допустим", StepType::bdd_given},    {"Дано", StepType::bdd_given},     {"Пусть", StepType::bdd_given},
    {"Если", StepType::bdd_when},         {"Когда", StepType::bdd_when},     {"Тогда", StepType::bdd_then},
    {"То", StepType::bdd_then},           {"И", StepType::bdd_and},          {"Но", StepType::bdd_but},
    {"假如", StepType::bdd_given},        {"假设", StepType::bdd_given},     {"当", StepType::bdd_when},
    {"那么", StepType::bdd_then},         {"并且", StepType::bdd_and},       {"而且", StepType::bdd_and},
    {"但是", StepType::bdd_but},
    {"前提", StepType::bdd_given},        {"もし", StepType::bdd_when},      {"ならば", StepType::bdd_then},
    {"かつ", StepType::bdd_and},          {"しかし", StepType::bdd_but},
};

std::optional<StepType> known_type(std::string_view word) {
  for (const Keyword& keyword : keywords)
    if (equal_ignoring_case(keyword.word, word)) return keyword.type;
  return std::nullopt;
}

bool is_main(StepType type) { return type == StepType::bdd_given || type == StepType::bdd_when || type == StepType::bdd_then; }

}  // namespace

StepType BddKeywords::type_of(const ReportedStep& step) {
  const auto known = known_type(stripped(step.keyword));
  const StepType type = known ? *known : type_by_place(step);
  if (is_main(type)) main_type_ = type;
  return type;
}

/// Checks that carry no word come as Then and And (contract C.4.6).
StepType BddKeywords::type_by_place(const ReportedStep& step) {
  if (step.kind == StepKind::assertion) return main_type_ == StepType::bdd_then ? StepType::bdd_and : StepType::bdd_then;
  if (!main_type_) {
    unknown_word_ = step.keyword;
    return StepType::bdd_given;
  }
  const bool same_word = step.keyword == unknown_word_;
  unknown_word_ = step.keyword;
  if (same_word || main_type_ == StepType::bdd_then) return StepType::bdd_and;
  return main_type_ == StepType::bdd_given ? StepType::bdd_when : StepType::bdd_then;
}

}  // namespace testledger
