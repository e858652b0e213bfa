#pragma once

#include <string>

#include "app/housekeeping.hpp"
#include "batches/batch_workers.hpp"
#include "http/operating_state.hpp"

namespace testledger {

/// What a running server is made of, for GET /api/status.
struct RunningServer {
  std::string data;  ///< the directory
  Timestamp started;
  const BatchWorkers& batches;
  const Housekeeping& housekeeping;
};
OperatingState operating_state(const RunningServer& running);

}  // namespace testledger
