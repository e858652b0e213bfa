#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/result.hpp"
#include "domain/import_record.hpp"
#include "http/endpoints/call.hpp"
#include "http/endpoints/import_parameters.hpp"
#include "storage/store.hpp"

// What senders say so that sending a report again does no harm.

namespace testledger {

/// The field Idempotency-Key, with or without the quotes of a structured field; empty when it is absent. invalid_argument unless it
/// is 1 to 255 visible characters.
Result<std::string> request_key(const Request& request);

/// SHA-256 in hex over all that makes one request another: its path, its fields, and the report's bytes.
std::string fingerprint_of(const Request& request, const FormFields& fields, std::string_view sha256);

/// The parts runKey, shard ("2/4") and attempt; nothing when none of them is there. invalid_argument when they cannot be meant.
Result<std::optional<Shard>> read_shard(const FormFields& fields);

/// conflict when a later attempt of the shard is there, or when the run has another number of shards.
Result<void> check_shard(BatchStore& store, const ImportStart& start);

/// Holds a request's key while it is answered. Without a key it holds nothing.
class KeyHold {
 public:
  /// conflict when the same key is still in work after two seconds.
  static Result<KeyHold> take(const Call& call, const std::string& key);
  /// What was answered to the key before, if anything. other_content when something else was sent with it; conflict while its import
  /// is in work.
  Result<std::optional<BatchStore::BatchWithSummary>> answered(const Call& call, const ImportStart& start) const;

 private:
  explicit KeyHold(std::shared_ptr<void> held) : held_(std::move(held)) {}
  std::shared_ptr<void> held_;
};

inline constexpr std::chrono::hours same_report_time{24};

}  // namespace testledger
