#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/ids.hpp"
#include "domain/batch_lease.hpp"
#include "domain/import_options.hpp"
#include "domain/import_summary.hpp"
#include "domain/project.hpp"

namespace testledger {

/// Which part of a pipeline run a report is. A later attempt of the same shard takes the place of the earlier one.
struct Shard {
  std::string run_key;  ///< names the pipeline run
  int number = 1;       ///< from 1
  int of = 1;
  int attempt = 1;

  bool operator==(const Shard&) const = default;
};

/// What is written of an import when it begins.
struct ImportStart {
  ProjectId project;
  CycleId cycle;
  UserId user;
  std::string user_name;
  std::string format;
  std::string file_name;  ///< display text only
  std::string sha256;     ///< of the report in the blob store
  std::int64_t size = 0;  ///< bytes
  ImportOptions options;
  CaseEdits case_edits = CaseEdits::allowed;
  std::string source = {};       ///< address of the sender
  std::string request_key = {};  ///< Idempotency-Key; empty when there is none
  std::string fingerprint = {};  ///< of all that was sent with the key
  std::optional<Shard> shard = {};
  std::optional<BatchId> replaces = {};  ///< whose effects this import takes the place of
  std::uint64_t results = 0;             ///< in the report, once it was read
  std::uint64_t unpacked_size = 0;       ///< bytes of the reports in it, once they were read
  bool dry_run = false;                  ///< never committed
  std::optional<BatchLease> batch = {};  ///< the import completes it; one whose lease has gone cannot be committed
};

/// A finished import as it is recorded.
struct ImportRecord {
  ImportId id;
  BatchId batch;
  ImportStart start;
  std::uint64_t requests = 0;
  std::uint64_t successes = 0;
  std::uint64_t errors = 0;
  Timestamp started;
  Timestamp finished;
};

}  // namespace testledger
