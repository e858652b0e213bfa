#pragma once

#include <string>
#include <string_view>

namespace testledger {

/// A request's target as the log may have it. Of parameters, those that the API knows are kept and others' values are shown as
/// "..."; so is whatever looks like a token, wherever it stands: some clients send secrets where they do not belong.
std::string logged_target(std::string_view target);

}  // namespace testledger
