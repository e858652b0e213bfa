#pragma once

#include <string>
#include <string_view>

namespace testledger {

/// What a Cucumber element's id tells: "feature;rule;scenario;examples;2" in lower case with dashes for blanks.
struct CucumberId {
  std::string scenario;  ///< the id without its row; empty when the id does not name the feature and this scenario
  std::string rule;      ///< blanks restored; empty when there is none or it cannot be told
  std::string row;       ///< "examples;2"; empty for what is no row of an outline
};

/// `name` is the scenario's name: it tells which part of the id is the scenario. Placeholders ("<country>") stand for any text.
CucumberId read_cucumber_id(std::string_view id, std::string_view name);

}  // namespace testledger
