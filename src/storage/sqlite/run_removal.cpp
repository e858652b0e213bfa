// What people take away from a cycle and from its runs, and the files that they attach to a run.
#include <fmt/format.h>

#include <algorithm>

#include "storage/sqlite/cycle_tables.hpp"
#include "storage/sqlite/run_edit_tables.hpp"
#include "storage/sqlite/tables.hpp"

namespace testledger::sqlite {
namespace {

AttachmentPlace files_of(const RunEditStore::RunPlace& place) {
  return {.project = place.project, .kind = AttachmentOwner::test_run, .id = place.run.value};
}

}  // namespace

Result<bool> remove_run(Connection& db, const RunEditStore::RunPlace& place) {
  TRY(require_open_cycle(db, place.project, place.cycle));
  const auto chained = TRY(find_chained_run(db, place.project, place.run));
  if (!chained || chained->cycle != place.cycle) return false;
  TRY(remove_chained_run(db, *chained));
  return true;
}

Result<bool> remove_from_cycle(Connection& db, ProjectId project, CycleId cycle, const Reference& test_case) {
  static constexpr std::string_view sql = "DELETE FROM cycle_case WHERE project_id = ? AND cycle_id = ? AND case_id = ?";
  TRY(require_open_cycle(db, project, cycle));
  const auto member = TRY(find_member(db, project, cycle, test_case));
  if (!member || !member->in_cycle) return false;
  TRY(remove_runs(db, project, member->latest));
  TRY(TRY(db.prepare(sql)).run(project, cycle, member->id));
  TRY(note_activity(db, project, cycle, now()));
  return true;
}

Result<ShownAttachment> attach_to_run(Connection& db, const RunEditStore::RunPlace& place, const Attachment& file,
                                      std::string_view user_name) {
  TRY(require_open_cycle(db, place.project, place.cycle));
  auto change = TRY(RunChange::begin(db, place, user_name));
  if (!change) return Error{.code = ErrorCode::not_found, .message = fmt::format("Run not found : {}", place.run.value)};
  TRY(change->keep(db));
  return insert_attachment(db, files_of(place), file, user_name);
}

Result<bool> remove_attachment(Connection& db, const RunEditStore::RunPlace& place, AttachmentId id) {
  TRY(require_open_cycle(db, place.project, place.cycle));
  auto change = TRY(RunChange::begin(db, place, {}));
  if (!change) return false;
  if (id < imported_attachments && !TRY(delete_attachment(db, files_of(place), id))) return false;
  if (id >= imported_attachments) {
    const auto shown = imported(change->detail.attachments, {});
    const auto found = std::ranges::find(shown, id, &ShownAttachment::id);
    if (found == shown.end()) return false;
    change->detail.attachments.erase(change->detail.attachments.begin() + (found - shown.begin()));
  }
  TRY(change->keep(db));
  return true;
}

}  // namespace testledger::sqlite
