#include "mapping/bdd_keywords.hpp"

#include <algorithm>
#include <span>

#include "core/letter_case.hpp"
#include "mapping/text.hpp"

namespace testledger {
namespace {

// Words of Gherkin in the languages that reports are written in most: English, German, French, Spanish, Portuguese, Italian,
// Dutch, Polish, Swedish, Danish, Norwegian, Russian, Chinese, Japanese. Others are told from their place.
constexpr std::string_view given_words[] = {"Given",
                                            "Angenommen",
                                            "Gegeben sei",
                                            "Gegeben seien",
                                            "Soit",
                                            "Étant donné",
                                            "Étant donné que",
                                            "Étant donné qu'",
                                            "Etant donné",
                                            "Dado",
                                            "Dada",
                                            "Dados",
                                            "Dadas",
                                            "Dato",
                                            "Data",
                                            "Gegeven",
                                            "Stel",
                                            "Zakładając",
                                            "Mając",
                                            "Givet",
                                            "Gitt",
                                            "Допустим",
                                            "Дано",
                                            "Пусть",
                                            "假如",
                                            "假设",
                                            "前提"};
constexpr std::string_view when_words[] = {"When",  "Wenn", "Quand", "Lorsque", "Cuando", "Quando", "Als",   "Wanneer", "Jeżeli",
                                           "Jeśli", "Gdy",  "Kiedy", "När",     "Når",    "Если",   "Когда", "当",      "もし"};
constexpr std::string_view then_words[] = {"Then", "Dann",  "Alors", "Donc",  "Entonces", "Então", "Allora",
                                           "Dan",  "Wtedy", "Så",    "Тогда", "То",       "那么",  "ならば"};
constexpr std::string_view and_words[] = {"And", "Und", "Et", "Et que", "Y",    "E",    "En",  "Oraz",
                                          "I",   "Och", "Og", "И",      "并且", "而且", "かつ"};
constexpr std::string_view but_words[] = {"But", "Aber", "Mais", "Pero", "Mas", "Ma", "Maar", "Ale", "Men", "Но", "但是", "しかし"};
constexpr std::string_view star_words[] = {"*"};

struct Keywords {
  StepType type;
  std::span<const std::string_view> words;
};

constexpr Keywords keywords[] = {{StepType::bdd_given, given_words}, {StepType::bdd_when, when_words}, {StepType::bdd_then, then_words},
                                 {StepType::bdd_and, and_words},     {StepType::bdd_but, but_words},   {StepType::bdd_star, star_words}};

std::optional<StepType> known_type(std::string_view word) {
  for (const Keywords& keyword : keywords)
    if (std::ranges::any_of(keyword.words, [&](std::string_view known) { return equal_ignoring_case(known, word); })) return keyword.type;
  return std::nullopt;
}

bool is_main(StepType type) { return type == StepType::bdd_given || type == StepType::bdd_when || type == StepType::bdd_then; }

}  // namespace

StepType BddKeywords::type_of(const ReportedStep& step) {
  const auto known = known_type(without_blanks_around(step.keyword));
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
