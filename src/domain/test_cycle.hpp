#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.hpp"
#include "core/result.hpp"
#include "domain/folder.hpp"
#include "domain/keys.hpp"
#include "domain/project.hpp"
#include "domain/tag.hpp"

namespace testledger {

/// What is written of a cycle (contract A.6).
struct CycleDraft {
  std::string title;
  std::string objective;
  std::optional<FolderId> folder;
  std::string owner;
  std::optional<Timestamp> start;
  std::optional<Timestamp> end;
  std::vector<std::string> tasks;  ///< jiraTaskIDs
  std::vector<std::int64_t> components;
  std::vector<std::int64_t> releases;
  std::vector<std::string> tags;
  std::string custom_fields = "[]";  ///< a JSON array
  bool closed = false;               ///< it takes no results then

  bool operator==(const CycleDraft&) const = default;
};

struct TestCycle {
  CycleId id;
  KeyNumber number = 0;  ///< adhoc_cycle_number for the ad-hoc cycle
  CycleDraft fields;
  std::vector<CaseTag> tags;  ///< the draft's tags with their ids
  std::optional<Folder> folder;
  Timestamp created;
  Timestamp updated;
};

/// invalid_argument, saying so, when the cycle is closed.
Result<void> takes_results(const TestCycle& cycle);

/// How a title is compared: both trimmed; exact letter case first, else any (contract H-15).
enum class TextMatch { exact, contains };

/// What cycles are searched by (contract B.8). A criterion that is not set is met by all, an empty list by none.
struct CycleQuery {
  std::optional<std::string> title;
  TextMatch match = TextMatch::exact;
  std::optional<std::vector<KeyNumber>> numbers;
  std::optional<std::vector<CycleId>> ids;
  std::optional<std::vector<FolderId>> folders;  ///< the folder itself, not those below it
  std::optional<std::vector<std::string>> owners;
};
/// Where a cycle stands among those that are found, the highest first: the title in the same letter case before others, then the newest.
inline constexpr int same_case_shift = 32;  // beyond all ids
std::int64_t rank_of(const TestCycle& cycle, const CycleQuery& query);

}  // namespace testledger
