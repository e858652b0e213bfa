#pragma once

#include <string>

#include "core/clock.hpp"

namespace testledger {

/// "2024-08-29T04:38:36.437Z".
std::string iso_time(Timestamp time);

}  // namespace testledger
