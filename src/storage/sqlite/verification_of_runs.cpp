// What is promised of runs and of the places of cases in cycles.
#include "storage/sqlite/verification.hpp"

namespace testledger::sqlite {
namespace {

// An import that writes in several transactions has its row in `import` before its runs, so nothing here needs to know
// whether it has ended.
constexpr Check run_checks[] = {
    {"I9-run-case", "A run is of a case that is not there.", R"sql(
      SELECT 'run ' || run_id || ' of case ' || case_id FROM test_run AS run
      WHERE project_id = ?1 AND run_id > ?3 AND run_id <= ?4 AND NOT EXISTS (
        SELECT 1 FROM test_case WHERE test_case.project_id = ?1 AND test_case.case_id = run.case_id)
    )sql"},
    {"I9-run-place", "A run is of a case that is not in the run's cycle.", R"sql(
      SELECT 'run ' || run_id || ' of case ' || case_id || ' in cycle ' || cycle_id FROM test_run AS run
      WHERE project_id = ?1 AND run_id > ?3 AND run_id <= ?4 AND NOT EXISTS (
        SELECT 1 FROM cycle_case AS place
        WHERE place.project_id = ?1 AND place.cycle_id = run.cycle_id AND place.case_id = run.case_id)
    )sql"},
    {"I9-run-import", "A run names an import that is not there, or one into another cycle.", R"sql(
      SELECT 'run ' || run_id || ' of import ' || import_id FROM test_run AS run
      WHERE project_id = ?1 AND run_id > ?3 AND run_id <= ?4 AND import_id <> 0 AND NOT EXISTS (
        SELECT 1 FROM import WHERE import.project_id = ?1 AND import.import_id = run.import_id AND import.cycle_id = run.cycle_id)
    )sql"},
    {"I3-run-doubled", "A result of a report is there twice.", R"sql(
      SELECT 'run ' || run_id || ' and run ' || previous_run_id FROM test_run AS run
      WHERE project_id = ?1 AND run_id > ?3 AND run_id <= ?4 AND import_id <> 0 AND EXISTS (
        SELECT 1 FROM test_run AS earlier
        WHERE earlier.project_id = ?1 AND earlier.run_id = run.previous_run_id AND earlier.import_id = run.import_id
          AND earlier.ordinal = run.ordinal)
    )sql"},
    {"I7-run-chain", "The run before a run is not an earlier one of the same case in the same cycle.", R"sql(
      SELECT 'run ' || run_id || ' after run ' || previous_run_id FROM test_run AS run
      WHERE project_id = ?1 AND run_id > ?3 AND run_id <= ?4 AND previous_run_id <> 0 AND NOT EXISTS (
        SELECT 1 FROM test_run AS earlier
        WHERE earlier.project_id = ?1 AND earlier.run_id = run.previous_run_id AND earlier.run_id < run.run_id
          AND earlier.cycle_id = run.cycle_id AND earlier.case_id = run.case_id)
    )sql"},
    {"I7-run-newer", "A run is newer than the one that counts as the latest of its case in the cycle.", R"sql(
      SELECT 'run ' || run_id || ' is newer than run ' || latest_run_id
      FROM test_run AS run JOIN cycle_case AS place
        ON place.project_id = ?1 AND place.cycle_id = run.cycle_id AND place.case_id = run.case_id
      WHERE run.project_id = ?1 AND run_id > ?3 AND run_id <= ?4 AND latest_run_id < run_id
    )sql"},
    {"I4-run-status", "The status of a run is not one of the project, or of another type.", R"sql(
      SELECT 'run ' || run_id || ' with status ' || status_id FROM test_run AS run
      WHERE project_id = ?1 AND run_id > ?3 AND run_id <= ?4 AND NOT EXISTS (
        SELECT 1 FROM run_status AS status
        WHERE status.project_id = ?1 AND status.status_id = run.status_id AND status.status_type = run.status_type)
    )sql"},
};

constexpr Check place_checks[] = {
    {"I9-place-cycle", "A case is in a cycle that is not there.", R"sql(
      SELECT 'case ' || case_id || ' in cycle ' || cycle_id FROM cycle_case AS place
      WHERE project_id = ?1 AND cycle_id = ?2 AND case_id > ?3 AND case_id <= ?4 AND NOT EXISTS (
        SELECT 1 FROM test_cycle WHERE test_cycle.project_id = ?1 AND test_cycle.cycle_id = ?2)
    )sql"},
    {"I9-place-case", "A cycle has a case that is not there.", R"sql(
      SELECT 'case ' || case_id || ' in cycle ' || cycle_id FROM cycle_case AS place
      WHERE project_id = ?1 AND cycle_id = ?2 AND case_id > ?3 AND case_id <= ?4 AND NOT EXISTS (
        SELECT 1 FROM test_case WHERE test_case.project_id = ?1 AND test_case.case_id = place.case_id)
    )sql"},
    {"I9-place-version", "A cycle has a version of a case that is not there.", R"sql(
      SELECT 'version ' || version || ' of case ' || case_id || ' in cycle ' || cycle_id FROM cycle_case AS place
      WHERE project_id = ?1 AND cycle_id = ?2 AND case_id > ?3 AND case_id <= ?4 AND version <> 0 AND NOT EXISTS (
        SELECT 1 FROM case_version AS kept
        WHERE kept.project_id = ?1 AND kept.case_id = place.case_id AND kept.version = place.version)
    )sql"},
    {"I7-latest-missing", "The latest run of a case in a cycle is not there, or is another's.", R"sql(
      SELECT 'case ' || case_id || ' in cycle ' || cycle_id || ' with run ' || latest_run_id FROM cycle_case AS place
      WHERE project_id = ?1 AND cycle_id = ?2 AND case_id > ?3 AND case_id <= ?4 AND latest_run_id <> 0 AND NOT EXISTS (
        SELECT 1 FROM test_run AS run
        WHERE run.project_id = ?1 AND run.run_id = place.latest_run_id AND run.cycle_id = ?2 AND run.case_id = place.case_id)
    )sql"},
    {"I5-latest-copy", "What a cycle says of a case's latest run is not what that run says.", R"sql(
      SELECT 'case ' || place.case_id || ' in cycle ' || place.cycle_id || ' with run ' || latest_run_id
      FROM cycle_case AS place JOIN test_run AS run ON run.project_id = ?1 AND run.run_id = place.latest_run_id
      WHERE place.project_id = ?1 AND place.cycle_id = ?2 AND place.case_id > ?3 AND place.case_id <= ?4
        AND (latest_status_type <> status_type OR latest_import_id <> import_id OR place.row_statuses <> run.row_statuses
             OR latest_status_id <> status_id OR latest_updated <> updated OR latest_effort <> effort OR pristine <> (import_id = 0 AND ordinal = 0))
    )sql"},
    // Undoing an import leaves gaps, and the index keeps two from having the same.
    {"I5-order", "The place of a case in a cycle is no number of the order.", R"sql(
      SELECT 'case ' || case_id || ' in cycle ' || cycle_id || ' at ' || position FROM cycle_case
      WHERE project_id = ?1 AND cycle_id = ?2 AND case_id > ?3 AND case_id <= ?4 AND position < 1
    )sql"},
};

constexpr Check extra_checks[] = {
    {"I9-extra-run", "What people wrote of a run is there without the run.", R"sql(
      SELECT 'run ' || run_id FROM run_extra AS extra
      WHERE project_id = ?1 AND run_id > ?3 AND run_id <= ?4 AND NOT EXISTS (
        SELECT 1 FROM test_run WHERE test_run.project_id = ?1 AND test_run.run_id = extra.run_id)
    )sql"},
};

constexpr Check attachment_checks[] = {
    {"I9-attachment-owner", "A file is attached to something that is not there.", R"sql(
      SELECT 'attachment ' || attachment_id FROM attachment AS file
      WHERE project_id = ?1 AND attachment_id > ?3 AND attachment_id <= ?4 AND NOT (
        (owner_kind IN (0, 3, 4) AND EXISTS (SELECT 1 FROM test_case WHERE test_case.project_id = ?1 AND test_case.case_id = owner_id))
        OR (owner_kind = 1 AND EXISTS (SELECT 1 FROM test_run WHERE test_run.project_id = ?1 AND test_run.run_id = owner_id))
        OR (owner_kind = 2 AND EXISTS (SELECT 1 FROM test_cycle WHERE test_cycle.project_id = ?1 AND test_cycle.cycle_id = owner_id)))
    )sql"},
};

constexpr Area run_areas[] = {
    {{},
     R"sql(SELECT max(run_id) FROM (SELECT run_id FROM test_run WHERE project_id = ?1 AND run_id > ?3 ORDER BY run_id LIMIT 10000))sql",
     run_checks},
    {R"sql(SELECT min(cycle_id) FROM cycle_case WHERE project_id = ?1 AND cycle_id > ?2)sql",
     R"sql(
       SELECT max(case_id) FROM (SELECT case_id FROM cycle_case WHERE project_id = ?1 AND cycle_id = ?2 AND case_id > ?3
                                 ORDER BY case_id LIMIT 10000)
     )sql",
     place_checks},
    {{},
     R"sql(SELECT max(run_id) FROM (SELECT run_id FROM run_extra WHERE project_id = ?1 AND run_id > ?3 ORDER BY run_id LIMIT 10000))sql",
     extra_checks},
    {{},
     R"sql(
       SELECT max(attachment_id) FROM (SELECT attachment_id FROM attachment WHERE project_id = ?1 AND attachment_id > ?3
                                       ORDER BY attachment_id LIMIT 5000)
     )sql",
     attachment_checks},
};

}  // namespace

std::span<const Area> areas_of_runs() { return run_areas; }

}  // namespace testledger::sqlite
