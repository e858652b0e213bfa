#pragma once

#include <atomic>
#include <string>

#include "core/result.hpp"
#include "storage/account_store.hpp"

namespace testledger {

/// What became of going through the whole audit log.
struct AuditVerdict {
  std::int64_t entries = 0;  ///< that are as they were written
  std::string head;          ///< the last hash; kept elsewhere, it proves later that nothing before it was changed
  std::string violation;     ///< what is not as it was written; empty when all is

  bool is_good() const { return violation.empty(); }
};

/// Computes every hash anew: an entry that was changed, removed, put in or moved is found. unavailable when given up.
Result<AuditVerdict> verify_audit(AuditStore& log, const std::atomic<bool>& given_up);

}  // namespace testledger
