#pragma once

#include <chrono>

namespace testledger {

/// A moment of the wall clock, which may jump.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;
Timestamp now();

/// A moment of the clock that measures how long something takes.
using SteadyTime = std::chrono::steady_clock::time_point;
SteadyTime steady_now();

}  // namespace testledger
