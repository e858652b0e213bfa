#pragma once

#include <unordered_map>
#include <unordered_set>

#include "storage/detail_codec.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {

/// The numbers that an import hands out; written back at the end of each transaction.
struct ImportNumbers {
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
  std::int64_t created_runs = 0;
  std::string receipt;                   ///< as it is stored
  std::vector<std::string> attachments;  ///< SHA-256 of each, some several times
};
PreparedChunk prepare(ImportChunk chunk, RunId first_run);

/// The writer's side of an import: what is done to the tables, in one transaction of the caller's or in several. Each begins with
/// begin() or go_on() and ends with pause() or finish().
class ImportWork {
 public:
  ImportWork(ImportStart start, std::shared_ptr<const Configuration> configuration)
      : start_(std::move(start)), is_direct_(!start_.batch), configuration_(std::move(configuration)) {}

  /// not_found when the cycle does not exist.
  Result<ImportNumbers> begin(Connection& db);
  /// After others had their turn. conflict when the lease has gone.
  Result<ImportNumbers> go_on(Connection& db);
  /// What was done so far stays: the batch tells it. conflict as above. A direct import is given its batch here.
  Result<void> pause(Connection& db, const ImportNumbers& next);
  Result<std::vector<KnownCase>> find_cases(Connection& db, const CaseQuery& query);
  Result<void> apply(Connection& db, const PreparedChunk& prepared);
  Result<ImportRecord> finish(Connection& db, const ImportNumbers& next, const ImportSummary& summary);

  /// With the batch, once there is one.
  const ImportStart& start() const { return start_; }
  bool is_direct() const { return is_direct_; }

 private:
  /// A case's row in cycle_case as it will be when the chunk is written.
  struct Member {
    enum class Change { none, joined, written };
    bool in_cycle = false;
    std::int64_t position = 0;
    LatestRun latest;
    ChoiceId status = {};  ///< that this import gave it; 0: none
    Change change = Change::none;
  };

  Result<ImportNumbers> numbers(Connection& db);
  Result<void> keep_numbers(Connection& db, const ImportNumbers& next);
  ImportRecord record(const ImportSummary& summary) const;
  Result<void> note_changes(Connection& db, const std::vector<CaseUpdate>& updates);
  bool is_made_here(CaseId id) const;
  Result<void> update_cases(Connection& db, const std::vector<CaseUpdate>& updates);

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
  bool is_direct_;  ///< it makes its own batch
  std::shared_ptr<const Configuration> configuration_;
  ImportId id_;
  Timestamp started_;
  Timestamp time_;  ///< of the chunk
  std::int64_t next_position_ = 1;
  std::int64_t next_chunk_ = 0;
  std::uint64_t processed_ = 0;                      ///< records of the report
  ImportJournal journal_;                            ///< of the chunk
  std::unordered_map<CaseId, Member> members_;       ///< of the cases of the last query and chunk
  std::vector<std::pair<CaseId, Member*>> touched_;  ///< members with a change, in its order
  std::unordered_set<std::string> known_texts_;      ///< hashes of texts that are stored
};

}  // namespace testledger::sqlite
