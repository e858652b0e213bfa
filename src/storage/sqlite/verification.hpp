#pragma once

#include <atomic>
#include <span>
#include <string_view>
#include <vector>

#include "storage/sqlite/tables.hpp"
#include "storage/stored_data.hpp"

namespace testledger::sqlite {

/// One promise about the rows. The statement gives the rows that break it, each by a text that names it.
struct Check {
  std::string_view code;
  std::string_view sentence;
  std::string_view sql;
};

/// Checks that walk over the same rows of a project, part by part in the order of their ids, each part in a transaction of its
/// own: what a part says is of one moment, and no reader keeps the log from being written back for long. Parameters of every
/// statement: ?1 project, ?2 group, ?3 and ?4 the part: ids above ?3 up to ?4.
struct Area {
  std::string_view next_group;  ///< the least group above ?2 or NULL; empty where rows are not grouped
  std::string_view part_end;    ///< ?4 for the part above ?3, or NULL when there is none; empty: the project is one part (?1)
  std::span<const Check> checks;
};

/// verification_checks.cpp and verification_of_runs.cpp: all there is to check, as tables. A new check is a new row.
std::span<const Area> areas_of_project();
std::span<const Area> areas_of_runs();
/// Of all projects at once, without parameters.
std::span<const Check> checks_of_database();

/// What a check found so far.
class FoundViolations {
 public:
  void add(std::string_view code, std::string_view sentence, std::string example);
  bool empty() const { return violations_.empty(); }
  std::vector<Violation> take() && { return std::move(violations_); }

 private:
  std::vector<Violation> violations_;
};

/// Calls `part` for each part of the area's rows, in a transaction. unavailable when interrupted.
using Part = std::function<Result<void>(std::int64_t group, std::int64_t after, std::int64_t end)>;
Result<void> for_each_part(Connection& db, ProjectId project, const Area& area, const std::atomic<bool>& interrupted, const Part& part);

/// What is stored in bytes of our own (storage/detail_codec.hpp): whether it can be read, and the texts it names are there.
/// verification_of_values.cpp
Result<void> verify_values(Connection& db, const Project& project, const std::atomic<bool>& interrupted, FoundViolations& findings);

Result<std::vector<Violation>> verify(Connection& db, const std::atomic<bool>& interrupted);

}  // namespace testledger::sqlite
