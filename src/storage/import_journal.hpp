#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.hpp"
#include "core/result.hpp"

namespace testledger {

/// What one chunk of an import did to what was there before: all that undoing it needs. What it made is told by its ids alone,
/// which count up; of what it changed the values from before are kept as the engine's columns have them. The same for every engine.
struct ImportJournal {
  struct Range {
    std::int64_t first = 0;
    std::uint64_t count = 0;

    bool operator==(const Range&) const = default;
  };

  /// A run of another import, before this one wrote it for the first time.
  struct OverwrittenRun {
    RunId run;
    std::int64_t import = 0, ordinal = 0, status = 0, status_type = 0, row_statuses = 0, automated = 0, updated = 0;
    double effort_s = 0;
    std::vector<std::string> details;  ///< bodies of its parts, in order

    bool operator==(const OverwrittenRun&) const = default;
  };

  /// A case before the chunk changed it. Of the wide parts those that the change names.
  struct ChangedCase {
    CaseId id;
    std::string title;
    std::optional<std::string> automation_key, automation_owner;
    std::int64_t automation_status = 0, has_dataset = 0, updated = 0;
    struct Content {
      std::optional<std::string> description, steps, dataset;
      bool operator==(const Content&) const = default;
    };
    std::optional<Content> content;  ///< set when the change touches any of them

    bool operator==(const ChangedCase&) const = default;
  };

  /// A case that an import made which has been undone since, as it was then.
  struct MadeCase {
    CaseId id;
    std::int64_t updated = 0;

    bool operator==(const MadeCase&) const = default;
  };

  std::int64_t time = 0;       ///< that the chunk wrote wherever something has a time, in milliseconds since 1970 UTC
  Range cases, runs;           ///< made
  std::vector<CaseId> joined;  ///< cases that were there and got their place in the cycle
  std::vector<OverwrittenRun> overwritten;
  std::vector<ChangedCase> changed;
  std::vector<RunId> taken_runs;      ///< that this one has overwritten; who made them has been undone since
  std::vector<MadeCase> taken_cases;  ///< that this one uses or has changed; who made them has been undone since

  bool operator==(const ImportJournal&) const = default;
};

std::string encode(const ImportJournal& journal);
/// storage_failed when the bytes are damaged.
Result<ImportJournal> decode_journal(std::string_view body);

}  // namespace testledger
