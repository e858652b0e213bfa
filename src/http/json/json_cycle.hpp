#pragma once

#include <boost/json/object.hpp>

#include "core/result.hpp"
#include "domain/test_cycle.hpp"

namespace testledger {

/// The cycle a client wants made (contract A.6, B.6). invalid_argument without a title or with one beyond title_length_max.
Result<CycleDraft> read_cycle_draft(const boost::json::object& body);

/// What a search of cycles is for; other criteria are passed over (contract B.8).
struct CycleSearch {
  std::optional<std::string> title;  ///< none: all cycles
  TextMatch match = TextMatch::exact;
};
/// A bare text as the title is matched exactly. invalid_argument for a title in another form: it must not mean all cycles.
Result<CycleSearch> read_cycle_search(const boost::json::object& body);

}  // namespace testledger
