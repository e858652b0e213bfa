#include "domain/batch.hpp"

namespace testledger {

std::string_view name_of(BatchState state) {
  switch (state) {
    case BatchState::queued: return "Queued";
    case BatchState::processing: return "Processing";
    case BatchState::completed: return "Completed";
    case BatchState::failed: return "Failed";
    case BatchState::cancelled: return "Cancelled";
  }
  return "";
}

}  // namespace testledger
