#pragma once

#include <unordered_map>
#include <unordered_set>

#include "storage/detail_codec.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {

/// The numbers that an import hands out; written back when it is kept.
struct ImportNumbers {
  ImportId import;
  std::int64_t case_id = 0;
  std::int64_t case_number = 0;
  std::int64_t run_id = 0;
};

/// A chunk with the work that needs no database done: long texts are compressed, new cases have their order.
struct PreparedChunk {
  ImportChunk chunk;
  std::vector<std::uint32_t> case_order;  ///< of chunk.new_cases by automation key, so that neighbours in the index come together
  std::vector<EncodedDetail> details;     ///< of chunk.runs
  RunId first_run;                        ///< of its creating writes
  std::vector<std::string> attachments;   ///< SHA-256 of each, some several times
};
PreparedChunk prepare(ImportChunk chunk, RunId first_run);

/// The writer's side of an import: what is done to the tables, in one transaction of the caller's.
class ImportWork {
 public:
  ImportWork(ImportStart start, std::shared_ptr<const Configuration> configuration)
      : start_(std::move(start)), configuration_(std::move(configuration)) {}

  /// not_found when the cycle does not exist.
  Result<ImportNumbers> begin(Connection& db);
  Result<std::vector<KnownCase>> find_cases(Connection& db, const CaseQuery& query);
  Result<void> apply(Connection& db, const PreparedChunk& prepared);
  Result<ImportRecord> finish(Connection& db, const ImportNumbers& next, const ImportSummary& summary);

 private:
  /// A case's row in cycle_case as it will be when the chunk is written.
  struct Member {
    enum class Change { none, joined, written };
    bool in_cycle = false;
    std::int64_t position = 0;
    LatestRun latest;
    Change change = Change::none;
  };

  std::optional<KnownCase> note_case(const Statement& row);
  Member member_in(const Statement& row, int first_column) const;
  Result<Member*> member(Connection& db, CaseId id);
  Result<void> insert_cases(Connection& db, const PreparedChunk& prepared);
  Result<void> join(Connection& db, CaseId id);
  Result<void> write_runs(Connection& db, const PreparedChunk& prepared);
  Result<void> create_run(Connection& db, const RunWrite& write, RunId id, Member& member);
  Result<void> rewrite_run(Connection& db, const RunWrite& write, Member& member);
  Result<void> write_detail(Connection& db, RunAction action, RunId run, const EncodedDetail& detail);
  enum class FirstPart { kept, dropped };
  Result<void> drop_detail(Connection& db, RunId run, FirstPart first);
  Result<void> write_texts(Connection& db, const std::vector<SharedText>& texts);
  Result<void> note_attachments(Connection& db, const std::vector<std::string>& sha256s);
  Result<void> write_members(Connection& db);
  void touch(CaseId id, Member& member, Member::Change change);

  ImportStart start_;
  std::shared_ptr<const Configuration> configuration_;
  ImportId id_;
  Timestamp started_;
  Timestamp time_;  ///< of the chunk
  std::int64_t next_position_ = 1;
  std::unordered_map<CaseId, Member> members_;       ///< of the cases of the last query and chunk
  std::vector<std::pair<CaseId, Member*>> touched_;  ///< members with a change, in its order
  std::unordered_set<std::string> known_texts_;      ///< hashes of texts that are stored
};

}  // namespace testledger::sqlite
