#include "storage/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

#include <map>

#include "core/log.hpp"
#include "storage/sqlite/account_rows.hpp"
#include "storage/sqlite/audited.hpp"
#include "storage/sqlite/engine/directory_lock.hpp"
#include "storage/sqlite/engine/migrate.hpp"
#include "storage/sqlite/engine/reader_pool.hpp"
#include "storage/sqlite/engine/transaction.hpp"
#include "storage/sqlite/engine/writer.hpp"
#include "storage/sqlite/import_session.hpp"
#include "storage/sqlite/run_edit_tables.hpp"
#include "storage/sqlite/sqlite_data.hpp"
#include "storage/sqlite/sqlite_insights.hpp"
#include "storage/sqlite/tables.hpp"
#include "storage/sqlite/tag_tables.hpp"

namespace testledger {
namespace sqlite {
namespace {

constexpr std::string_view database_name = "testledger.db";

class SqliteStore final : public Store {
 public:
  SqliteStore(DirectoryLock lock, Connection writer, std::vector<Connection> readers, const SqliteOptions& options)
      : lock_(std::move(lock)),
        import_turn_max_(options.import_turn_max),
        writer_(std::make_unique<Writer>(std::move(writer))),
        readers_(std::make_unique<ReaderPool>(std::move(readers))),
        data_(options.directory / database_name, writer_.get()),
        insights_(*readers_) {}
  ~SqliteStore() override {
    readers_.reset();  // before the writer, whose closing writes back and removes the log
    writer_.reset();
    lock_.stopped_cleanly();
  }

  Result<Project> create_project(std::string_view key, std::string_view name) override {
    return write([&](Connection& db) { return sqlite::create_project(db, key, name); });
  }
  Result<std::optional<Project>> find_project(std::string_view key_or_id) override {
    return read([&](Connection& db) { return sqlite::find_project(db, key_or_id); });
  }
  Result<std::vector<Project>> projects() override { return read(sqlite::projects); }
  Result<std::shared_ptr<const Configuration>> configuration(ProjectId project) override;
  Result<std::shared_ptr<const Configuration>> change_configuration(ProjectId project, const ConfigurationChange& change,
                                                                    const Audited& audit) override;
  Result<bool> is_used(ProjectId project, ChoiceKind kind, ChoiceId id) override {
    return read([&](Connection& db) { return sqlite::is_used(db, project, kind, id); });
  }
  Result<bool> is_run_status_used(ProjectId project, ChoiceId id) override {
    return read([&](Connection& db) { return sqlite::is_run_status_used(db, project, id); });
  }

  Result<Folder> ensure_folders(ProjectId project, FolderKind kind, std::optional<FolderId> base,
                                const std::vector<std::string>& names) override {
    return write([&](Connection& db) { return sqlite::ensure_folders(db, project, kind, base, names); });
  }
  Result<Folder> create_folder(ProjectId project, FolderKind kind, const FolderDraft& draft) override {
    return write([&](Connection& db) { return sqlite::create_folder(db, project, kind, draft); });
  }
  Result<Folder> change_folder(ProjectId project, FolderKind kind, FolderId id, const FolderChange& change) override {
    return write([&](Connection& db) { return sqlite::change_folder(db, project, kind, id, change); });
  }
  Result<void> remove_folder(ProjectId project, FolderKind kind, FolderId id, const Audited& audit) override {
    return change(audited(audit, [&](Connection& db) { return sqlite::remove_folder(db, project, kind, id); }));
  }
  Result<std::vector<Folder>> folders(ProjectId project, FolderKind kind) override {
    return read([&](Connection& db) { return sqlite::folders(db, project, kind); });
  }
  Result<std::optional<Folder>> find_folder(ProjectId project, FolderKind kind, FolderId id) override {
    return read([&](Connection& db) { return sqlite::find_folder(db, project, kind, id); });
  }

  Result<std::vector<CaseTag>> tags(ProjectId project, std::int64_t start, std::int64_t count) override {
    return read([&](Connection& db) { return sqlite::tags(db, project, start, count); });
  }
  Result<std::vector<CaseTag>> ensure_tags(ProjectId project, const std::vector<std::string>& names) override {
    return write([&](Connection& db) { return sqlite::ensure_tags(db, project, names); });
  }
  Result<CaseTag> rename_tag(ProjectId project, TagId id, std::string_view name) override {
    return write([&](Connection& db) { return sqlite::rename_tag(db, project, id, name); });
  }
  Result<void> remove_tag(ProjectId project, TagId id, UsedTag used, const Audited& audit) override {
    return change(audited(audit, [&](Connection& db) { return sqlite::remove_tag(db, project, id, used); }));
  }

  Result<TestCase> create_case(ProjectId project, const CaseDraft& draft, AutomationKeys keys) override {
    return write([&](Connection& db) { return sqlite::create_case(db, project, draft, keys); });
  }
  Result<std::optional<TestCase>> find_case(ProjectId project, const Reference& reference, std::optional<int> version) override {
    return read([&](Connection& db) { return sqlite::find_case(db, project, reference, version); });
  }
  Result<std::vector<KeyNumber>> missing_cases(ProjectId project, const std::vector<KeyNumber>& numbers) override {
    return read([&](Connection& db) { return sqlite::missing_cases(db, project, numbers); });
  }
  Result<std::vector<CaseTag>> find_tags(ProjectId project, const std::vector<TagId>& ids) override {
    return read([&](Connection& db) { return sqlite::find_tags(db, project, ids); });
  }
  Result<Page<TestCase>> cases(ProjectId project, PageRequest page, CaseShelf shelf) override {
    return read([&](Connection& db) { return sqlite::cases(db, project, page, shelf); });
  }
  Result<Page<TestCase>> find_cases(ProjectId project, const CaseCriteria& criteria, PageRequest page) override {
    return read([&](Connection& db) { return sqlite::find_cases(db, project, criteria, page); });
  }
  Result<std::vector<TestCase>> clone_cases(ProjectId project, const std::vector<CaseClone>& clones) override {
    return write([&](Connection& db) { return sqlite::clone_cases(db, project, clones); });
  }
  Result<std::vector<CaseId>> matching_cases(ProjectId project, const CaseCriteria& criteria) override {
    return read([&](Connection& db) { return sqlite::matching_cases(db, project, criteria); });
  }
  Result<std::vector<TestCase>> cases_of(ProjectId project, const std::vector<CaseId>& ids) override {
    return read([&](Connection& db) { return sqlite::cases_of(db, project, ids); });
  }
  Result<CasesChanged> change_cases(ProjectId project, const CasesChange& change) override {
    return write([&](Connection& db) { return sqlite::change_cases(db, project, change); });
  }
  Result<bool> purge_case(ProjectId project, KeyNumber number, const Audited& audit) override {
    return write(audited(audit, [&](Connection& db) { return sqlite::purge_case(db, project, number); }));
  }
  Result<ShownAttachment> attach_to_case(ProjectId project, CaseId id, AttachmentOwner to, const Attachment& file,
                                         std::string_view user_name) override {
    return write([&](Connection& db) { return sqlite::attach_to_case(db, {project, to, id.value}, file, user_name); });
  }
  Result<bool> remove_case_attachment(ProjectId project, CaseId id, AttachmentId attachment, const Audited& audit) override {
    return write(audited(audit, [&](Connection& db) { return sqlite::remove_case_attachment(db, project, id, attachment); }));
  }
  Result<TestCase> revise_case(ProjectId project, const CaseRevision& revision) override {
    return write([&](Connection& db) { return sqlite::revise_case(db, project, revision); });
  }

  Result<TestCycle> create_cycle(ProjectId project, const CycleDraft& draft) override {
    return write([&](Connection& db) { return sqlite::create_cycle(db, project, draft); });
  }
  Result<std::optional<TestCycle>> find_cycle(ProjectId project, const Reference& reference) override {
    return read([&](Connection& db) { return sqlite::find_cycle(db, project, reference); });
  }
  Result<Page<TestCycle>> cycles(ProjectId project, PageRequest page) override {
    return read([&](Connection& db) { return sqlite::cycles(db, project, page); });
  }
  Result<Page<TestCycle>> find_cycles(ProjectId project, const CycleQuery& query, PageRequest page) override {
    return read([&](Connection& db) { return sqlite::find_cycles(db, project, query, page); });
  }

  Result<TestCycle> change_cycle(ProjectId project, CycleId id, const CycleChange& change) override {
    return write([&](Connection& db) { return sqlite::change_cycle(db, project, id, change); });
  }
  Result<TestCycle> clone_cycle(ProjectId project, CycleId of, const CycleDraft& draft) override {
    return write([&](Connection& db) { return sqlite::clone_cycle(db, project, of, draft); });
  }
  Result<void> remove_cycle(ProjectId project, CycleId id, const Audited& audit) override {
    TRY(change(audited(audit, [&](Connection& db) { return begin_removing_cycle(db, project, id); })));
    while (TRY(write([&](Connection& db) { return remove_cycle_part(db, project, id); }))) {
    }
    return {};
  }

  Result<std::vector<ShownAttachment>> cycle_attachments(ProjectId project, CycleId id) override {
    return read([&](Connection& db) { return attachments_of(db, {project, AttachmentOwner::test_cycle, id.value}); });
  }
  Result<ShownAttachment> attach_to_cycle(ProjectId project, CycleId id, const Attachment& file, std::string_view user_name) override {
    return write(
        [&](Connection& db) { return sqlite::attach_to_cycle(db, {project, AttachmentOwner::test_cycle, id.value}, file, user_name); });
  }
  Result<bool> remove_cycle_attachment(ProjectId project, CycleId id, AttachmentId attachment, const Audited& audit) override {
    return write(audited(audit, [&](Connection& db) {
      return sqlite::remove_cycle_attachment(db, {project, AttachmentOwner::test_cycle, id.value}, attachment);
    }));
  }

  Result<Page<CaseInCycle>> runs(ProjectId project, CycleId cycle, PageRequest page) override {
    return read([&](Connection& db) { return sqlite::runs(db, project, cycle, page); });
  }
  Result<std::optional<RunWithDetail>> find_run(ProjectId project, CycleId cycle, RunId run) override {
    return read([&](Connection& db) { return sqlite::find_run(db, project, cycle, run); });
  }
  Result<Page<CaseInCycle>> latest_runs(ProjectId project, CycleId cycle, PageRequest page) override {
    return read([&](Connection& db) { return sqlite::latest_runs(db, project, cycle, page); });
  }
  Result<std::optional<RunWithDetail>> find_latest_run(ProjectId project, CycleId cycle, const Reference& test_case) override {
    return read([&](Connection& db) { return sqlite::find_latest_run(db, project, cycle, test_case); });
  }
  Result<std::vector<StatusCount>> count_statuses(ProjectId project, CycleId cycle) override {
    return read([&](Connection& db) { return sqlite::count_statuses(db, project, cycle); });
  }

  Result<std::vector<Outcome>> write_runs(const Report& report) override {
    return write([&](Connection& db) { return sqlite::write_runs(db, report); });
  }
  Result<void> edit_runs(ProjectId project, CycleId cycle, const std::vector<RunId>& runs, const RunEdit& edit,
                         std::string_view user_name) override {
    return change([&](Connection& db) { return sqlite::edit_runs(db, project, cycle, runs, edit, user_name); });
  }
  Result<bool> remove_run(const RunPlace& place, const Audited& audit) override {
    return write(audited(audit, [&](Connection& db) { return sqlite::remove_run(db, place); }));
  }
  Result<bool> remove_from_cycle(ProjectId project, CycleId cycle, const Reference& test_case, const Audited& audit) override {
    return write(audited(audit, [&](Connection& db) { return sqlite::remove_from_cycle(db, project, cycle, test_case); }));
  }
  Result<ShownAttachment> attach_to_run(const RunPlace& place, const Attachment& file, std::string_view user_name) override {
    return write([&](Connection& db) { return sqlite::attach_to_run(db, place, file, user_name); });
  }
  Result<bool> remove_attachment(const RunPlace& place, AttachmentId id, const Audited& audit) override {
    return write(audited(audit, [&](Connection& db) { return sqlite::remove_attachment(db, place, id); }));
  }

  Result<std::unique_ptr<ImportSession>> begin_import(const ImportStart& start) override {
    return SqliteImportSession::begin({.writer = *writer_, .turns = cycle_turns_, .turn_max = import_turn_max_}, start,
                                      TRY(configuration(start.project)));
  }
  Result<BatchId> record_refusal(const ImportStart& start, const ImportSummary& summary, std::string_view failure) override {
    const Timestamp time = now();
    const ImportRecord record{.start = start, .started = time, .finished = time};
    return write([&](Connection& db) { return insert_ended_batch(db, record, summary, failure); });
  }
  Result<std::optional<ImportRecord>> find_import(ProjectId project, ImportId id) override {
    return read([&](Connection& db) { return sqlite::find_import(db, project, id); });
  }
  Result<std::vector<std::string>> unused_blobs(const std::vector<std::string>& sha256s) override {
    return read([&](Connection& db) { return sqlite::unused_blobs(db, sha256s); });
  }

  Result<Batch> enqueue_batch(const ImportStart& start) override {
    return write([&](Connection& db) { return sqlite::enqueue_batch(db, start); });
  }
  Result<std::optional<ClaimedBatch>> claim_batch(const Claim& claim) override {
    return write([&](Connection& db) { return sqlite::claim_batch(db, claim); });
  }
  Result<void> extend_lease(ProjectId project, const BatchLease& lease, std::chrono::milliseconds time) override {
    return change([&](Connection& db) { return sqlite::extend_lease(db, project, lease, time); });
  }
  Result<void> fail_batch(ProjectId project, const BatchLease& lease, const ImportSummary& summary, std::string_view failure) override {
    return change([&](Connection& db) { return sqlite::fail_batch(db, project, lease, summary, failure); });
  }
  Result<void> release_batch(ProjectId project, const BatchLease& lease, const Release& release) override {
    return change([&](Connection& db) { return sqlite::release_batch(db, project, lease, release); });
  }
  Result<std::uint64_t> requeue_abandoned_batches(Timestamp now) override {
    return write([&](Connection& db) { return sqlite::requeue_abandoned_batches(db, now); });
  }
  Result<Backlog> backlog() override { return read(sqlite::backlog); }
  Result<std::optional<BatchWithSummary>> find_batch_of_key(ProjectId project, std::string_view key) override {
    return read([&](Connection& db) { return sqlite::find_batch_of_key(db, project, key); });
  }
  Result<std::vector<Batch>> same_reports(const ImportStart& start, Timestamp since) override {
    return read([&](Connection& db) { return sqlite::same_reports(db, start, since); });
  }
  Result<std::vector<Batch>> shards(ProjectId project, CycleId cycle, std::string_view run_key) override {
    return read([&](Connection& db) { return sqlite::shards(db, project, cycle, run_key); });
  }
  Result<std::vector<ShardedRun>> sharded_runs(ProjectId project, CycleId cycle) override {
    return read([&](Connection& db) { return sqlite::sharded_runs(db, project, cycle); });
  }
  Result<bool> undo_chunk(ProjectId project, const BatchLease& lease) override {
    return write([&](Connection& db) { return sqlite::undo_chunk(db, project, lease); });
  }
  Result<void> end_cancelled_batch(ProjectId project, const BatchLease& lease) override {
    return change([&](Connection& db) { return sqlite::end_cancelled_batch(db, project, lease); });
  }
  Result<BatchLease> undo_batch(ProjectId project, BatchId id, const UndoRequest& request) override {
    return write([&](Connection& db) { return sqlite::undo_batch(db, project, id, request); });
  }
  Result<std::optional<std::vector<ReceiptEntry>>> receipt(ProjectId project, BatchId id, std::int64_t chunk) override {
    return read([&](Connection& db) { return sqlite::receipt(db, project, id, chunk); });
  }
  Result<std::optional<BatchWithSummary>> find_batch(ProjectId project, BatchId id) override {
    return read([&](Connection& db) { return sqlite::find_batch(db, project, id); });
  }
  Result<Page<Batch>> batches(ProjectId project, const BatchQuery& query, PageRequest page) override {
    return read([&](Connection& db) { return sqlite::batches(db, project, query, page); });
  }
  Result<void> cancel_batch(ProjectId project, BatchId id, Timestamp when) override {
    return change([&](Connection& db) { return sqlite::cancel_batch(db, project, id, when); });
  }
  Result<void> retry_batch(ProjectId project, BatchId id, Timestamp when) override {
    return change([&](Connection& db) { return sqlite::retry_batch(db, project, id, when); });
  }

  Result<std::uint64_t> expire_reports(Timestamp before, Timestamp now) override {
    // Each import in a turn of its own: others write in between.
    std::uint64_t expired = 0;
    std::optional<sqlite::ExpiredImport> last = sqlite::ExpiredImport{};
    while ((last = TRY(write([&](Connection& db) { return sqlite::expire_next_import(db, *last, before, now); })))) ++expired;
    return expired + TRY(write([&](Connection& db) { return sqlite::expire_batches(db, before, now); }));
  }
  Result<std::uint64_t> purge_cases(Timestamp deleted_before) override {
    std::uint64_t purged = 0;
    for (std::uint64_t some = 1; some > 0; purged += some)
      some = TRY(write([&](Connection& db) { return sqlite::purge_some_cases(db, deleted_before); }));
    return purged;
  }
  Result<std::optional<Timestamp>> report_expired(ProjectId project, std::string_view sha256) override {
    return read([&](Connection& db) { return sqlite::report_expired(db, project, sha256); });
  }

  using AccountStore::create_user;
  Result<User> create_user(const NewUser& user, const AuditEntry& audit) override {
    return write([&](Connection& db) { return sqlite::create_user(db, user, audit); });
  }
  Result<std::optional<User>> find_user(std::string_view name) override {
    return read([&](Connection& db) { return sqlite::find_user(db, name); });
  }
  Result<std::vector<User>> users() override { return read(sqlite::users); }
  Result<std::optional<UserWithPassword>> find_password(std::string_view name) override {
    return read([&](Connection& db) { return sqlite::find_password(db, name); });
  }
  Result<User> change_user(const UserChange& change, const AuditEntry& audit) override {
    return write([&](Connection& db) { return sqlite::change_user(db, change, audit); });
  }
  Result<void> rehash_password(UserId user, std::string_view password_hash) override {
    return change([&](Connection& db) { return sqlite::rehash_password(db, user, password_hash); });
  }
  Result<std::vector<Member>> members(ProjectId project) override {
    return read([&](Connection& db) { return sqlite::members(db, project); });
  }
  Result<Memberships> memberships(UserId user) override {
    return read([&](Connection& db) { return sqlite::memberships(db, user); });
  }
  Result<void> put_member(ProjectId project, UserId user, Role role, const AuditEntry& audit) override {
    return change([&](Connection& db) { return sqlite::put_member(db, project, user, role, audit); });
  }
  Result<void> remove_member(ProjectId project, UserId user, const AuditEntry& audit) override {
    return change([&](Connection& db) { return sqlite::remove_member(db, project, user, audit); });
  }
  Result<std::optional<User>> find_identity(const ForeignIdentity& identity) override {
    return read([&](Connection& db) { return sqlite::find_identity(db, identity); });
  }
  Result<User> user_of_identity(const ForeignIdentity& identity, const std::string& name, const AuditEntry& audit) override {
    return write([&](Connection& db) { return sqlite::user_of_identity(db, identity, name, audit); });
  }
  Result<void> link_identity(const ForeignIdentity& identity, UserId user, const AuditEntry& audit) override {
    return change([&](Connection& db) { return sqlite::link_identity(db, identity, user, audit); });
  }
  Result<bool> is_linked(const std::string& issuer, UserId user) override {
    return read([&](Connection& db) { return sqlite::is_linked(db, issuer, user); });
  }
  Result<void> unlink_identities(const std::string& issuer, UserId user, SessionId kept, const AuditEntry& audit) override {
    return change([&](Connection& db) { return sqlite::unlink_identities(db, issuer, user, kept, audit); });
  }

  Result<Token> create_token(const Token& token, const AuditEntry& audit) override {
    return write([&](Connection& db) { return sqlite::create_token(db, token, audit); });
  }
  Result<std::optional<TokenOwner>> find_token(std::string_view hash) override {
    return read([&](Connection& db) { return sqlite::find_token(db, hash); });
  }
  Result<std::vector<TokenOwner>> tokens(const TokenQuery& query) override {
    return read([&](Connection& db) { return sqlite::tokens(db, query); });
  }
  Result<void> revoke_token(TokenId id, const AuditEntry& audit) override {
    return change([&](Connection& db) { return sqlite::revoke_token(db, id, audit); });
  }
  Result<void> note_uses(const std::vector<TokenUse>& tokens, const std::vector<SessionUse>& sessions) override {
    return change([&](Connection& db) { return sqlite::note_uses(db, tokens, sessions); });
  }

  Result<Session> create_session(const Session& session, const AuditEntry& audit) override {
    return write([&](Connection& db) { return sqlite::create_session(db, session, audit); });
  }
  Result<std::optional<SessionOwner>> find_session(std::string_view hash) override {
    return read([&](Connection& db) { return sqlite::find_session(db, hash); });
  }
  Result<std::vector<Session>> sessions(UserId user, Timestamp now) override {
    return read([&](Connection& db) { return sqlite::sessions(db, user, now); });
  }
  Result<void> end_session(UserId user, SessionId id, const AuditEntry& audit) override {
    return change([&](Connection& db) { return sqlite::end_session(db, user, id, audit); });
  }

  Result<OneTimeCode> create_code(const OneTimeCode& code, const AuditEntry& audit) override {
    return write([&](Connection& db) { return sqlite::create_code(db, code, audit); });
  }
  Result<std::vector<OneTimeCode>> invitations(std::optional<ProjectId> project, Timestamp now) override {
    return read([&](Connection& db) { return sqlite::invitations(db, project, now); });
  }
  Result<void> withdraw_invitation(std::optional<ProjectId> project, CodeId id, const AuditEntry& audit) override {
    return change([&](Connection& db) { return sqlite::withdraw_invitation(db, project, id, audit); });
  }
  Result<bool> needs_setup() override { return read(sqlite::needs_setup); }
  Result<User> redeem(const Redemption& redemption, const AuditEntry& audit) override {
    return write([&](Connection& db) { return sqlite::redeem(db, redemption, audit); });
  }

  Result<void> append_audit(const std::vector<AuditEntry>& entries) override {
    return change([&](Connection& db) -> Result<void> {
      for (const AuditEntry& entry : entries) TRY(sqlite::append_audit(db, entry));
      return {};
    });
  }
  Result<std::vector<AuditRecord>> audit_after(std::int64_t number, std::int64_t count) override {
    return read([&](Connection& db) { return sqlite::audit_after(db, number, count); });
  }
  Result<Page<AuditRecord>> audit(PageRequest page) override {
    return read([&](Connection& db) { return sqlite::audit(db, page); });
  }
  Result<AuditHead> audit_head() override { return read(sqlite::audit_head); }

  Result<void> ping() override { return readers_->borrow()->execute("SELECT count(*) FROM schema_version"); }
  StoredData& data() override { return data_; }
  InsightStore& insights() override { return insights_; }

 private:
  /// Runs a work on the writer and gives its result once it is durable.
  template <class Work>
  auto write(const Work& work) -> decltype(work(std::declval<Connection&>())) {
    std::optional<decltype(work(std::declval<Connection&>()))> result;
    const auto keep_result = [&](Connection& db) -> Result<void> {
      result = work(db);
      if (!*result) return result->error();
      return {};
    };
    TRY(writer_->submit(keep_result, Sharing::shared).get());
    return std::move(*result);
  }

  /// The same for a work without a result.
  template <class Work>
  Result<void> change(const Work& work) {
    return writer_->submit(work, Sharing::shared).get();
  }

  template <class Work>
  auto read(const Work& work) -> decltype(work(std::declval<Connection&>())) {
    return read_snapshot(*readers_, work);
  }

  DirectoryLock lock_;
  std::chrono::milliseconds import_turn_max_;
  CycleTurns cycle_turns_;
  std::unique_ptr<Writer> writer_;
  std::unique_ptr<ReaderPool> readers_;
  SqliteData data_;
  SqliteInsights insights_;
  std::mutex configurations_mutex_;
  std::map<ProjectId, std::shared_ptr<const Configuration>> configurations_;  ///< the newest of each
  std::mutex configuration_change_mutex_;                                     ///< taken before the other
};

Result<std::shared_ptr<const Configuration>> SqliteStore::configuration(ProjectId project) {
  {
    const std::lock_guard lock(configurations_mutex_);
    if (const auto known = configurations_.find(project); known != configurations_.end()) return known->second;
  }
  auto loaded = TRY(read([&](Connection& db) { return sqlite::configuration(db, project); }));
  const std::lock_guard lock(configurations_mutex_);
  return configurations_.try_emplace(project, std::move(loaded)).first->second;  // unless a newer one came in between
}

Result<std::shared_ptr<const Configuration>> SqliteStore::change_configuration(ProjectId project, const ConfigurationChange& change,
                                                                               const Audited& audit) {
  const std::lock_guard one_after_another(configuration_change_mutex_);
  auto changed = TRY(write(audited(audit, [&](Connection& db) { return sqlite::change_configuration(db, project, change); })));
  const std::lock_guard lock(configurations_mutex_);
  return configurations_[project] = std::move(changed);
}

/// After an unclean stop: a damaged file is better met now than in the middle of an import.
Result<void> check_integrity(Connection& db) {
  static constexpr std::string_view sql = "PRAGMA quick_check(1)";
  auto row = TRY(db.prepare(sql));
  if (TRY(row.first()) && row.bytes(0) == "ok") return {};
  return Error{
      .code = ErrorCode::storage_failed, .message = "The database file is damaged. Restore it from a backup.", .detail = row.text(0)};
}

/// Of cycles whose removal a stop cut off.
Result<void> finish_removals(Connection& db) {
  while (const auto cycle = TRY(half_removed_cycle(db))) {
    auto transaction = TRY(Transaction::begin(db, Transaction::Kind::write));
    TRY(remove_cycle_part(db, cycle->project, cycle->cycle));
    TRY(std::move(transaction).commit());
  }
  return {};
}

Result<Connection> open_writer(const std::filesystem::path& file, const SqliteOptions& options, DirectoryLock::LastStop last_stop) {
  Connection db = TRY(Connection::open(file, Access::read_write));
  if (last_stop == DirectoryLock::LastStop::unclean) {
    log::write(log::Level::info, "the last stop was not clean; the database is checked");
    TRY(check_integrity(db));
  }
  TRY(migrate(db, migrations()));
  TRY(end_leases(db));
  TRY(finish_removals(db));
  if (options.pages_max > 0) TRY(db.execute(fmt::format("PRAGMA max_page_count = {}", options.pages_max).c_str()));
  return db;
}

}  // namespace
}  // namespace sqlite

Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteOptions& options) {
  auto lock = TRY(sqlite::DirectoryLock::take(options.directory));
  const std::filesystem::path file = options.directory / sqlite::database_name;
  auto writer = TRY(sqlite::open_writer(file, options, lock.last_stop()));
  std::vector<sqlite::Connection> readers;
  for (int i = 0; i < options.readers; ++i) readers.push_back(TRY(sqlite::Connection::open(file, sqlite::Access::read_only)));
  return std::unique_ptr<Store>(std::make_unique<sqlite::SqliteStore>(std::move(lock), std::move(writer), std::move(readers), options));
}

Result<std::unique_ptr<StoredData>> open_sqlite_copy(const std::filesystem::path& directory) {
  const std::filesystem::path file = directory / sqlite::database_name;
  auto db = TRY(sqlite::Connection::open(file, sqlite::Access::read_only));
  TRY(sqlite::require_latest(db, sqlite::migrations()));
  return std::unique_ptr<StoredData>(std::make_unique<sqlite::SqliteData>(file, nullptr));
}

}  // namespace testledger
