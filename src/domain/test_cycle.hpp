#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/ids.hpp"
#include "domain/folder.hpp"
#include "domain/keys.hpp"
#include "domain/project.hpp"

namespace testledger {

/// What is written of a cycle when it is made (contract A.6).
struct CycleDraft {
  std::string title;
  std::string objective;
  std::optional<FolderId> folder;
  std::string owner;
  std::vector<std::string> tasks;    ///< jiraTaskIDs
  std::string custom_fields = "[]";  ///< as sent: a JSON array

  bool operator==(const CycleDraft&) const = default;
};

struct TestCycle {
  CycleId id;
  KeyNumber number = 0;  ///< adhoc_cycle_number for the ad-hoc cycle
  CycleDraft fields;
  std::optional<Folder> folder;
  bool closed = false;
  Timestamp created;
  Timestamp updated;
};

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

}  // namespace testledger
