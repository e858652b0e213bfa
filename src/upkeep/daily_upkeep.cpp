#include "upkeep/daily_upkeep.hpp"

#include "core/log.hpp"

namespace testledger {

Result<std::uint64_t> expire_reports(RetentionStore& store, std::chrono::days days, Timestamp now) {
  return store.expire_reports(std::chrono::floor<std::chrono::days>(now) - days, now);
}

Result<std::uint64_t> purge_cases(RetentionStore& store, Timestamp now) { return store.purge_cases(now - deleted_cases_kept); }

Result<std::size_t> verify_into_log(StoredData& data, BlobStore& blobs, const std::atomic<bool>& interrupted) {
  const auto start = std::chrono::steady_clock::now();
  const Verification verified = TRY(verify(data, blobs, FileCheck::presence, interrupted));
  for (const Violation& each : verified.violations)
    log::write(log::Level::error, "what is stored is not in good order",
               {{"code", each.code},
                {"violation", each.sentence},
                {"count", static_cast<std::int64_t>(each.count)},
                {"first", each.examples.empty() ? std::string_view() : std::string_view(each.examples.front())}});
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  log::write(log::Level::info, "what is stored was verified",
             {{"violations", static_cast<std::int64_t>(verified.violations.size())}, {"seconds", time.count()}});
  return verified.violations.size();
}

}  // namespace testledger
