// What is promised of batches, imports, cases and their surroundings.
#include "storage/sqlite/verification.hpp"

namespace testledger::sqlite {
namespace {

constexpr Check project_checks[] = {
    {"I5-counter", "A number is in use that the project's counter will give again.", R"sql(
      WITH used (kind, value) AS (
        SELECT 'case', max(case_id) FROM test_case WHERE project_id = ?1
        UNION ALL SELECT 'case', max(version_id) FROM test_case WHERE project_id = ?1 AND version_id IS NOT NULL
        UNION ALL SELECT 'case', max(version_id) FROM case_version WHERE project_id = ?1
        UNION ALL SELECT 'case number', max(number) FROM test_case WHERE project_id = ?1
        UNION ALL SELECT 'cycle', max(cycle_id) FROM test_cycle WHERE project_id = ?1
        UNION ALL SELECT 'cycle number', max(number) FROM test_cycle WHERE project_id = ?1
        UNION ALL SELECT 'run', max(run_id) FROM test_run WHERE project_id = ?1
        UNION ALL SELECT 'import', max(import_id) FROM import WHERE project_id = ?1
        UNION ALL SELECT 'batch', max(batch_id) FROM batch WHERE project_id = ?1
        UNION ALL SELECT 'folder', max(folder_id) FROM folder WHERE project_id = ?1
        UNION ALL SELECT 'tag', max(tag_id) FROM tag WHERE project_id = ?1
        UNION ALL SELECT 'attachment', max(attachment_id) FROM attachment WHERE project_id = ?1)
      SELECT kind || ' ' || value FROM used
      WHERE value >= coalesce((SELECT next_value FROM project_counter WHERE project_id = ?1 AND name = kind), 1)
    )sql"},
    {"I6-adhoc", "The project has no ad-hoc cycle.", R"sql(
      SELECT 'project ' || key FROM project WHERE project_id = ?1 AND NOT EXISTS (
        SELECT 1 FROM test_cycle WHERE test_cycle.project_id = ?1 AND number = 0)
    )sql"},
    {"I9-folder-parent", "A folder is below one that is not there, or of another tree.", R"sql(
      SELECT 'folder ' || folder_id || ' below ' || parent_id FROM folder AS child
      WHERE project_id = ?1 AND parent_id <> 0 AND NOT EXISTS (
        SELECT 1 FROM folder AS parent
        WHERE parent.project_id = ?1 AND parent.folder_id = child.parent_id AND parent.kind = child.kind)
    )sql"},
    {"I9-cycle-folder", "A cycle is in a folder that is not there, or of another tree.", R"sql(
      SELECT 'cycle ' || cycle_id || ' in folder ' || folder_id FROM test_cycle AS cycle
      WHERE project_id = ?1 AND folder_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM folder WHERE folder.project_id = ?1 AND folder.folder_id = cycle.folder_id AND kind = 1)
    )sql"},
    {"I9-tag-cycle", "The tag of a cycle is there without the cycle.", R"sql(
      SELECT 'tag ' || tag_id || ' of cycle ' || cycle_id FROM cycle_tag AS mark
      WHERE project_id = ?1 AND NOT EXISTS (
        SELECT 1 FROM test_cycle WHERE test_cycle.project_id = ?1 AND test_cycle.cycle_id = mark.cycle_id)
    )sql"},
};

// Batches that are still processed are not looked at for their import: it may be there in part.
constexpr Check batch_checks[] = {
    {"I1-batch-import", "A completed batch has no import, or that of another report or cycle.", R"sql(
      SELECT 'batch ' || batch_id FROM batch
      WHERE project_id = ?1 AND batch_id > ?3 AND batch_id <= ?4 AND state = 2 AND NOT EXISTS (
        SELECT 1 FROM import WHERE import.project_id = ?1 AND import.import_id = batch.import_id AND import.sha256 = batch.sha256
          AND import.cycle_id = batch.cycle_id)
    )sql"},
    {"I1-batch-counts", "A completed batch and its import count differently.", R"sql(
      SELECT 'batch ' || batch_id || ' and import ' || import.import_id
      FROM batch JOIN import ON import.project_id = ?1 AND import.import_id = batch.import_id
      WHERE batch.project_id = ?1 AND batch_id > ?3 AND batch_id <= ?4 AND state = 2
        AND (batch.requests <> import.requests OR batch.successes <> import.successes OR batch.errors <> import.errors)
    )sql"},
    {"I2-batch-import-shared", "Two batches have the same import.", R"sql(
      SELECT 'batch ' || batch_id || ' with import ' || import_id FROM batch
      WHERE project_id = ?1 AND batch_id > ?3 AND batch_id <= ?4 AND state = 2 AND EXISTS (
        SELECT 1 FROM batch AS other WHERE other.sha256 = batch.sha256 AND other.project_id = ?1 AND other.import_id = batch.import_id
          AND other.state = 2 AND other.batch_id < batch.batch_id)
    )sql"},
    {"I2-shard-doubled", "Two attempts of one shard count.", R"sql(
      SELECT 'batch ' || batch_id || ' of run ' || run_key || ', shard ' || shard FROM batch
      WHERE project_id = ?1 AND batch_id > ?3 AND batch_id <= ?4 AND state = 2 AND undo = 0 AND run_key IS NOT NULL AND EXISTS (
        SELECT 1 FROM batch AS other WHERE other.project_id = ?1 AND other.cycle_id = batch.cycle_id AND other.run_key = batch.run_key
          AND other.shard = batch.shard AND other.state = 2 AND other.undo = 0 AND other.batch_id < batch.batch_id)
    )sql"},
    {"I4-batch-state", "A batch is in no state there is.", R"sql(
      SELECT 'batch ' || batch_id || ' in state ' || state FROM batch
      WHERE project_id = ?1 AND batch_id > ?3 AND batch_id <= ?4 AND state NOT IN (0, 1, 2, 3, 4)
    )sql"},
    {"I4-batch-lease", "A batch has a worker and is neither processed nor undone, or is and has none.", R"sql(
      SELECT 'batch ' || batch_id FROM batch
      WHERE project_id = ?1 AND batch_id > ?3 AND batch_id <= ?4
        AND (((state = 1 OR undo = 1) <> (lease_token IS NOT NULL)) OR ((state = 1 OR undo = 1) <> (lease_until IS NOT NULL)))
    )sql"},
    {"I4-batch-times", "The times of a batch do not fit its state.", R"sql(
      SELECT 'batch ' || batch_id FROM batch
      WHERE project_id = ?1 AND batch_id > ?3 AND batch_id <= ?4
        AND (((state >= 2) <> (finished IS NOT NULL)) OR (state IN (1, 2) AND started IS NULL) OR (state = 0 AND started IS NOT NULL))
    )sql"},
    {"I4-batch-counts", "A batch does not count as many results as were taken and refused together.", R"sql(
      SELECT 'batch ' || batch_id FROM batch
      WHERE project_id = ?1 AND batch_id > ?3 AND batch_id <= ?4 AND state IN (2, 3)
        AND (requests <> successes + errors OR attempts < 0 OR postponed < 0)
    )sql"},
};

// One that has not ended counts nothing yet.
constexpr Check import_checks[] = {
    {"I3-import-counts", "An import does not count as many results as were taken and refused together.", R"sql(
      SELECT 'import ' || import_id FROM import
      WHERE project_id = ?1 AND import_id > ?3 AND import_id <= ?4
        AND (requests <> successes + errors OR successes < 0 OR errors < 0)
    )sql"},
};

constexpr Check case_checks[] = {
    {"I6-case-number", "A case has no number that a key could name.", R"sql(
      SELECT 'case ' || case_id || ' with number ' || number FROM test_case
      WHERE project_id = ?1 AND case_id > ?3 AND case_id <= ?4 AND number < 1
    )sql"},
    {"I6-case-number", "Two cases have the same number.", R"sql(
      SELECT 'case ' || case_id || ' with number ' || number FROM test_case AS each
      WHERE project_id = ?1 AND case_id > ?3 AND case_id <= ?4 AND EXISTS (
        SELECT 1 FROM test_case AS other WHERE other.project_id = ?1 AND other.number = each.number AND other.case_id < each.case_id)
    )sql"},
    {"I6-case-versions", "The older versions of a case are not all there.", R"sql(
      SELECT 'case ' || case_id || ' in version ' || version FROM test_case AS each
      WHERE project_id = ?1 AND case_id > ?3 AND case_id <= ?4 AND ((version = 1) <> (version_id IS NULL) OR (version > 1 AND version - 1 <> (
        SELECT count(*) FROM case_version AS kept
        WHERE kept.project_id = ?1 AND kept.case_id = each.case_id AND kept.version BETWEEN 1 AND each.version - 1)))
    )sql"},
    {"I6-automation-key", "The automation key of a case is an empty text, which results without one would find.", R"sql(
      SELECT 'case ' || case_id FROM test_case
      WHERE project_id = ?1 AND case_id > ?3 AND case_id <= ?4 AND automation_key = ''
    )sql"},
    {"I9-case-folder", "A case is in a folder that is not there, or of another tree.", R"sql(
      SELECT 'case ' || case_id || ' in folder ' || folder_id FROM test_case AS each
      WHERE project_id = ?1 AND case_id > ?3 AND case_id <= ?4 AND folder_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM folder WHERE folder.project_id = ?1 AND folder.folder_id = each.folder_id AND kind = 0)
    )sql"},
    {"I9-case-choice", "A case has a status, priority, type, script type or automation status that the project has not.", R"sql(
      SELECT 'case ' || case_id FROM test_case AS each
      WHERE project_id = ?1 AND case_id > ?3 AND case_id <= ?4 AND NOT (
        EXISTS (SELECT 1 FROM choice WHERE choice.project_id = ?1 AND kind = 0 AND choice_id = each.status_id)
        AND EXISTS (SELECT 1 FROM choice WHERE choice.project_id = ?1 AND kind = 1 AND choice_id = each.priority_id)
        AND EXISTS (SELECT 1 FROM choice WHERE choice.project_id = ?1 AND kind = 2 AND choice_id = each.type_id)
        AND EXISTS (SELECT 1 FROM choice WHERE choice.project_id = ?1 AND kind = 3 AND choice_id = each.script_type_id)
        AND EXISTS (SELECT 1 FROM choice WHERE choice.project_id = ?1 AND kind = 4 AND choice_id = each.automation_status_id))
    )sql"},
};

constexpr Check content_checks[] = {
    {"I9-content-case", "The content of a case is there without the case.", R"sql(
      SELECT 'content of case ' || case_id FROM case_content AS content
      WHERE project_id = ?1 AND case_id > ?3 AND case_id <= ?4 AND NOT EXISTS (
        SELECT 1 FROM test_case WHERE test_case.project_id = ?1 AND test_case.case_id = content.case_id)
    )sql"},
};

constexpr Check version_checks[] = {
    {"I9-version-case", "An older version of a case is there without the case, or is not older.", R"sql(
      SELECT 'version ' || version || ' of case ' || case_id FROM case_version AS kept
      WHERE project_id = ?1 AND case_id > ?3 AND case_id <= ?4 AND NOT EXISTS (
        SELECT 1 FROM test_case
        WHERE test_case.project_id = ?1 AND test_case.case_id = kept.case_id AND test_case.version > kept.version)
    )sql"},
};

constexpr Check tag_checks[] = {
    {"I9-tag-case", "The tag of a case is there without the case.", R"sql(
      SELECT 'tag ' || tag_id || ' of case ' || case_id FROM case_tag AS mark
      WHERE project_id = ?1 AND case_id > ?3 AND case_id <= ?4 AND NOT EXISTS (
        SELECT 1 FROM test_case WHERE test_case.project_id = ?1 AND test_case.case_id = mark.case_id)
    )sql"},
};

constexpr Check chunk_checks[] = {
    {"I9-chunk-import", "What a part of an import did is there without the import.", R"sql(
      SELECT 'part ' || chunk || ' of import ' || import_id FROM import_chunk AS part
      WHERE project_id = ?1 AND import_id > ?3 AND import_id <= ?4 AND NOT EXISTS (
        SELECT 1 FROM import WHERE import.project_id = ?1 AND import.import_id = part.import_id)
    )sql"},
};

constexpr Area project_areas[] = {
    {{}, {}, project_checks},
    {{},
     R"sql(SELECT max(batch_id) FROM (SELECT batch_id FROM batch WHERE project_id = ?1 AND batch_id > ?3 ORDER BY batch_id LIMIT 5000))sql",
     batch_checks},
    {{},
     R"sql(
       SELECT max(import_id) FROM (SELECT import_id FROM import WHERE project_id = ?1 AND import_id > ?3 ORDER BY import_id LIMIT 5000)
     )sql",
     import_checks},
    {{},
     R"sql(
       SELECT max(case_id) FROM (SELECT case_id FROM test_case WHERE project_id = ?1 AND case_id > ?3 ORDER BY case_id LIMIT 10000)
     )sql",
     case_checks},
    {{},
     R"sql(
       SELECT max(case_id) FROM (SELECT case_id FROM case_content WHERE project_id = ?1 AND case_id > ?3 ORDER BY case_id LIMIT 5000)
     )sql",
     content_checks},
    {{},
     R"sql(
       SELECT max(case_id) FROM (SELECT case_id FROM case_version WHERE project_id = ?1 AND case_id > ?3 ORDER BY case_id LIMIT 5000)
     )sql",
     version_checks},
    {{},
     R"sql(SELECT max(case_id) FROM (SELECT case_id FROM case_tag WHERE project_id = ?1 AND case_id > ?3 ORDER BY case_id LIMIT 10000))sql",
     tag_checks},
    {{},
     R"sql(
       SELECT max(import_id) FROM (SELECT import_id FROM import_chunk WHERE project_id = ?1 AND import_id > ?3 ORDER BY import_id LIMIT 5000)
     )sql",
     chunk_checks},
};

// The least project, then the least above it, and so on: that reads a few rows of each table and not all.
constexpr std::string_view stray_code = "I9-project";
constexpr std::string_view stray_sentence = "There are rows of a project that is not there.";
constexpr Check stray_checks[] = {
    {stray_code, stray_sentence, R"sql(
      WITH RECURSIVE seen (id) AS (SELECT min(project_id) FROM test_case UNION ALL
        SELECT (SELECT min(project_id) FROM test_case WHERE project_id > id) FROM seen WHERE id IS NOT NULL)
      SELECT 'project ' || id || ' in test_case' FROM seen WHERE id IS NOT NULL AND id NOT IN (SELECT project_id FROM project)
    )sql"},
    {stray_code, stray_sentence, R"sql(
      WITH RECURSIVE seen (id) AS (SELECT min(project_id) FROM case_content UNION ALL
        SELECT (SELECT min(project_id) FROM case_content WHERE project_id > id) FROM seen WHERE id IS NOT NULL)
      SELECT 'project ' || id || ' in case_content' FROM seen WHERE id IS NOT NULL AND id NOT IN (SELECT project_id FROM project)
    )sql"},
    {stray_code, stray_sentence, R"sql(
      WITH RECURSIVE seen (id) AS (SELECT min(project_id) FROM case_version UNION ALL
        SELECT (SELECT min(project_id) FROM case_version WHERE project_id > id) FROM seen WHERE id IS NOT NULL)
      SELECT 'project ' || id || ' in case_version' FROM seen WHERE id IS NOT NULL AND id NOT IN (SELECT project_id FROM project)
    )sql"},
    {stray_code, stray_sentence, R"sql(
      WITH RECURSIVE seen (id) AS (SELECT min(project_id) FROM cycle_case UNION ALL
        SELECT (SELECT min(project_id) FROM cycle_case WHERE project_id > id) FROM seen WHERE id IS NOT NULL)
      SELECT 'project ' || id || ' in cycle_case' FROM seen WHERE id IS NOT NULL AND id NOT IN (SELECT project_id FROM project)
    )sql"},
    {stray_code, stray_sentence, R"sql(
      WITH RECURSIVE seen (id) AS (SELECT min(project_id) FROM test_run UNION ALL
        SELECT (SELECT min(project_id) FROM test_run WHERE project_id > id) FROM seen WHERE id IS NOT NULL)
      SELECT 'project ' || id || ' in test_run' FROM seen WHERE id IS NOT NULL AND id NOT IN (SELECT project_id FROM project)
    )sql"},
    {stray_code, stray_sentence, R"sql(
      WITH RECURSIVE seen (id) AS (SELECT min(project_id) FROM run_detail UNION ALL
        SELECT (SELECT min(project_id) FROM run_detail WHERE project_id > id) FROM seen WHERE id IS NOT NULL)
      SELECT 'project ' || id || ' in run_detail' FROM seen WHERE id IS NOT NULL AND id NOT IN (SELECT project_id FROM project)
    )sql"},
    {stray_code, stray_sentence, R"sql(
      WITH RECURSIVE seen (id) AS (SELECT min(project_id) FROM run_text UNION ALL
        SELECT (SELECT min(project_id) FROM run_text WHERE project_id > id) FROM seen WHERE id IS NOT NULL)
      SELECT 'project ' || id || ' in run_text' FROM seen WHERE id IS NOT NULL AND id NOT IN (SELECT project_id FROM project)
    )sql"},
    {stray_code, stray_sentence, R"sql(
      WITH RECURSIVE seen (id) AS (SELECT min(project_id) FROM import_chunk UNION ALL
        SELECT (SELECT min(project_id) FROM import_chunk WHERE project_id > id) FROM seen WHERE id IS NOT NULL)
      SELECT 'project ' || id || ' in import_chunk' FROM seen WHERE id IS NOT NULL AND id NOT IN (SELECT project_id FROM project)
    )sql"},
    {stray_code, stray_sentence, R"sql(
      WITH RECURSIVE seen (id) AS (SELECT min(project_id) FROM attachment_file UNION ALL
        SELECT (SELECT min(project_id) FROM attachment_file WHERE project_id > id) FROM seen WHERE id IS NOT NULL)
      SELECT 'project ' || id || ' in attachment_file' FROM seen WHERE id IS NOT NULL AND id NOT IN (SELECT project_id FROM project)
    )sql"},
    {stray_code, stray_sentence, R"sql(
      WITH RECURSIVE seen (id) AS (SELECT min(project_id) FROM attachment UNION ALL
        SELECT (SELECT min(project_id) FROM attachment WHERE project_id > id) FROM seen WHERE id IS NOT NULL)
      SELECT 'project ' || id || ' in attachment' FROM seen WHERE id IS NOT NULL AND id NOT IN (SELECT project_id FROM project)
    )sql"},
    {stray_code, stray_sentence, R"sql(
      WITH RECURSIVE seen (id) AS (SELECT min(project_id) FROM run_extra UNION ALL
        SELECT (SELECT min(project_id) FROM run_extra WHERE project_id > id) FROM seen WHERE id IS NOT NULL)
      SELECT 'project ' || id || ' in run_extra' FROM seen WHERE id IS NOT NULL AND id NOT IN (SELECT project_id FROM project)
    )sql"},
};

}  // namespace

std::span<const Area> areas_of_project() { return project_areas; }
std::span<const Check> checks_of_database() { return stray_checks; }

}  // namespace testledger::sqlite
