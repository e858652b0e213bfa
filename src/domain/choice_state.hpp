#pragma once

#include <cstdint>

namespace testledger {

/// What has an entry of a list keeps it in any state; only an active one can be chosen anew. One that was removed is not shown among
/// the others any more and its name is free, but it is never forgotten: undoing an import may bring back what has it.
enum class ChoiceState : std::uint8_t { active, inactive, removed };

}  // namespace testledger
