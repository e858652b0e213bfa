#include "accounts/audit_verification.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "storage/audit_chain.hpp"

namespace testledger {
namespace {

constexpr std::int64_t records_at_once = 1000;

/// Follows the chain record by record.
class Chain {
 public:
  /// Whether the record follows those before it.
  bool follow(const AuditRecord& record) {
    if (record.number != verdict.entries + 1)
      verdict.violation = fmt::format("entry {} is missing", verdict.entries + 1);
    else if (record.hash != chained_hash(verdict.head, record))
      verdict.violation = fmt::format("entry {} is not as it was written", record.number);
    else
      verdict = {.entries = record.number, .head = record.hash, .violation = {}};
    return verdict.is_good();
  }

  AuditVerdict verdict;
};

}  // namespace

Result<AuditVerdict> verify_audit(AuditStore& log, const std::atomic<bool>& given_up) {
  const AuditHead end = TRY(log.audit_head());  // others go on writing
  Chain chain;
  while (chain.verdict.entries < end.number) {
    if (given_up) return Error{ErrorCode::unavailable, "The verification was given up.", {}, {}};
    const auto records = TRY(log.audit_after(chain.verdict.entries, std::min(records_at_once, end.number - chain.verdict.entries)));
    if (records.empty()) chain.verdict.violation = fmt::format("entry {} is missing", chain.verdict.entries + 1);
    for (const AuditRecord& record : records)
      if (!chain.follow(record)) break;
    if (!chain.verdict.is_good()) return chain.verdict;
  }
  if (chain.verdict.head != end.hash) chain.verdict.violation = "the end is not as it was written";
  if (!TRY(log.audit_after(end.number, 1)).empty() && TRY(log.audit_head()).number == end.number)
    chain.verdict.violation = fmt::format("there are entries behind the end, which is entry {}", end.number);
  return chain.verdict;
}

}  // namespace testledger
