"""What must hold of a stopped server's data whatever has happened to it: each check yields a sentence per breach."""
import collections
import hashlib
import json
import os
import sqlite3

from crash_workload import BEFORE, REPORTS

QUEUED, PROCESSING, COMPLETED, FAILED, CANCELLED = range(5)
UNDONE = 2

# Each gives the rows that must not be there.
NOWHERE = {
    'an import without its batch': '''SELECT import_id FROM import LEFT JOIN batch USING (project_id, import_id) WHERE batch_id IS NULL''',
    'a batch whose import is missing': '''SELECT batch_id FROM batch LEFT JOIN import USING (project_id, import_id)
        WHERE batch.import_id IS NOT NULL AND import.import_id IS NULL''',
    'an import of two batches': 'SELECT import_id FROM batch WHERE import_id IS NOT NULL GROUP BY import_id HAVING count(*) > 1',
    'a batch that is open, leased, to be cancelled or half undone': '''SELECT batch_id FROM batch
        WHERE state < 2 OR lease_token IS NOT NULL OR lease_until IS NOT NULL OR cancel_requested OR undo = 1''',
    'a completed batch without an import': 'SELECT batch_id FROM batch WHERE state = 2 AND import_id IS NULL',
    'a failed or cancelled batch with an import': 'SELECT batch_id FROM batch WHERE state > 2 AND import_id IS NOT NULL',
    'a completed batch whose counts are wrong': 'SELECT batch_id FROM batch WHERE state = 2 AND (total <> processed OR requests <> successes + errors)',
    'a part without its import': '''SELECT import_id, chunk FROM import_chunk LEFT JOIN import USING (project_id, import_id)
        WHERE import.import_id IS NULL''',
    'a part that is undone of an import that is not, or the other way round': '''SELECT batch_id, chunk
        FROM batch JOIN import_chunk USING (project_id, import_id) WHERE (journal IS NULL) <> (undo = 2)''',
    'a gap between the parts of an import': '''SELECT import_id FROM import_chunk GROUP BY import_id
        HAVING min(chunk) <> 0 OR max(chunk) <> count(*) - 1''',
    'a run of an import that is not there or is undone': '''SELECT run_id FROM test_run LEFT JOIN batch USING (project_id, import_id)
        WHERE batch_id IS NULL OR state <> 2 OR undo = 2''',
    'a run outside its cycle': '''SELECT run_id FROM test_run LEFT JOIN cycle_case USING (project_id, cycle_id, case_id)
        WHERE cycle_case.case_id IS NULL''',
    'a detail without its run': 'SELECT run_id FROM run_detail LEFT JOIN test_run USING (project_id, run_id) WHERE case_id IS NULL',
    'two runs of one import with one ordinal': 'SELECT import_id, ordinal FROM test_run GROUP BY import_id, ordinal HAVING count(*) > 1',
    'a case in a cycle that does not exist': '''SELECT case_id FROM cycle_case LEFT JOIN test_case USING (project_id, case_id)
        WHERE test_case.case_id IS NULL''',
    'a case that no import is left of': 'SELECT case_id FROM test_case LEFT JOIN cycle_case USING (project_id, case_id) WHERE cycle_id IS NULL',
    'content or tags without their case': '''SELECT case_id FROM (SELECT project_id, case_id FROM case_content UNION SELECT project_id, case_id FROM case_tag)
        LEFT JOIN test_case USING (project_id, case_id) WHERE title IS NULL''',
    'a latest run that is not as the cycle tells it': '''SELECT case_id
        FROM cycle_case LEFT JOIN test_run USING (project_id, cycle_id, case_id)
        WHERE latest_run_id = run_id AND (latest_status_type <> status_type OR latest_import_id <> import_id OR latest_effort <> effort
            OR cycle_case.row_statuses <> test_run.row_statuses OR pristine)''',
    'a case whose latest run is missing, or which has none': '''SELECT cycle_case.case_id FROM cycle_case
        LEFT JOIN test_run ON test_run.project_id = cycle_case.project_id AND run_id = latest_run_id WHERE run_id IS NULL''',
    'an automation key of two cases': 'SELECT automation_key FROM test_case GROUP BY automation_key HAVING count(*) > 1',
    'a number of two cases': 'SELECT number FROM test_case GROUP BY project_id, number HAVING count(*) > 1',
    'a number that is given out once more': '''SELECT name FROM project_counter
        WHERE (name = 'case' AND next_value <= (SELECT max(case_id) FROM test_case))
           OR (name = 'case number' AND next_value <= (SELECT max(number) FROM test_case))
           OR (name = 'run' AND next_value <= (SELECT max(run_id) FROM test_run))
           OR (name = 'import' AND next_value <= (SELECT max(import_id) FROM import))
           OR (name = 'batch' AND next_value <= (SELECT max(batch_id) FROM batch))''',
    'a cycle that is half removed, or a case or a tag in one that is not there': '''SELECT cycle_id FROM test_cycle WHERE removed
        UNION SELECT cycle_id FROM (SELECT cycle_id FROM cycle_case UNION SELECT cycle_id FROM cycle_tag)
        WHERE cycle_id NOT IN (SELECT cycle_id FROM test_cycle)''',
    'a configuration in part': '''SELECT count(*) FROM choice GROUP BY project_id HAVING count(*) <> 19
        UNION SELECT choice_id FROM choice WHERE kind = 1 AND choice_id = 2 AND name NOT IN ('Urgent')''',
    'a broken reference': 'PRAGMA foreign_key_check',
}


def breaches(directory, answers, shown):
    """`answers` of the steps' requests, and the runs that the server has shown of each cycle."""
    db = sqlite3.connect(os.path.join(directory, 'testledger.db'))
    try:
        integrity = db.execute('PRAGMA integrity_check').fetchall()
        if integrity != [('ok',)]:
            yield f'integrity_check: {integrity[:3]}'
        for what, sql in NOWHERE.items():
            if found := db.execute(sql).fetchall():
                yield f'{what}: {len(found)}, e.g. {found[0]}'
        yield from of_batches(db, answers)
        yield from of_results(db)
        yield from of_what_was_shown(db, shown)
        yield from of_files(db, directory)
    finally:
        db.close()


def of_batches(db, answers):
    """What was answered is so; what was sent, also several times, was taken once."""
    states = collections.defaultdict(list)
    for name, batch, state, undo in db.execute('SELECT file_name, batch_id, state, undo FROM batch ORDER BY batch_id'):
        states[name].append((batch, state, undo))
    for report in [r for r in REPORTS.values() if r not in BEFORE]:
        found = states[report.name]
        # A direct import that was interrupted stays as a failed batch; the one that was sent again is another.
        lasting = [each for each in found if report.way == 'queue' or report.broken or each[1] != FAILED]
        if len(lasting) != 1:
            yield f'{report.name} has {len(lasting)} batches: {found}'
            continue
        told = json.loads(answers[report.name])
        if told['batchId'] not in [batch for batch, _, _ in lasting]:
            yield f'{report.name} was answered {told.get("batchId")}, but is {lasting}'
        wanted = FAILED if report.broken else COMPLETED
        if report.name == 'to be cancelled' and (answers['cancel'] == 200 or lasting[0][1] == CANCELLED):
            wanted = CANCELLED
        if lasting[-1][1] != wanted:
            yield f'{report.name} is in state {lasting[-1][1]} rather than {wanted}'
    for name in ('to be undone', 'attempt 1'):
        if states[name][0][2] != UNDONE:
            yield f'{name} is not undone'


def runs_of_imports(imports):
    """(cycle, automation key) -> its runs, oldest first, as the imports must have left them one after another."""
    runs = collections.defaultdict(list)
    for import_id, cycle, name in imports:
        report = REPORTS[name]
        for key, effort, status in report.results:
            of_case = runs[cycle, key]
            if report.overwrite and of_case:
                of_case.pop()
            of_case.append((import_id, effort, status))
    return runs


def expected_runs(db):
    """The completed imports in their order; then, since a small one may come in between the parts of a large one, also with a small
    one that was begun later before it."""
    imports = db.execute('SELECT import_id, cycle_id, file_name FROM batch WHERE state = 2 AND undo = 0 ORDER BY import_id').fetchall()
    yield runs_of_imports(imports)
    for i, large in enumerate(imports):
        if REPORTS[large[2]].large:
            beside = [each for each in imports[i + 1:] if each[1] == large[1] and not REPORTS[each[2]].large]
            rest = [each for each in imports[i + 1:] if each not in beside]
            yield runs_of_imports([*imports[:i], *beside, large, *rest])


def actual_runs(db):
    """The same as the chains of runs have it; and how many runs they do not lead to."""
    chains = {}
    runs = {row[0]: row[1:] for row in db.execute('''SELECT run_id, previous_run_id, import_id, effort, name
        FROM test_run LEFT JOIN run_status USING (project_id, status_id)''')}
    left = set(runs)
    members = 'SELECT cycle_id, automation_key, latest_run_id FROM cycle_case LEFT JOIN test_case USING (project_id, case_id)'
    for cycle, key, run in db.execute(members).fetchall():
        chain = []
        while run in left:
            left.remove(run)
            chain.insert(0, runs[run][1:])
            run = runs[run][0]
        chains[cycle, key] = chain
        if run != 0:
            chain.insert(0, ('a run that is missing or in another chain', run))
    return chains, len(left)


def of_results(db):
    expected, (actual, unreachable) = list(expected_runs(db)), actual_runs(db)
    places = {*actual, *(place for runs in expected for place in runs)}
    wrong = sorted(place for place in places if all(runs.get(place) != actual.get(place) for runs in expected))
    if wrong:
        yield (f'{len(wrong)} cases have other runs than their reports say; {wrong[0]}: {actual.get(wrong[0])} '
               f'rather than {expected[0].get(wrong[0])}')
    if unreachable:
        yield f'{unreachable} runs are in no chain'


def of_what_was_shown(db, shown):
    chains, _ = actual_runs(db)
    stored = {cycle: {} for cycle in shown}
    for cycle_id, cycle, key, case in db.execute('''SELECT cycle_id, 'AT-CY-' || test_cycle.number, automation_key, 'AT-TC-' || test_case.number
            FROM cycle_case JOIN test_cycle USING (project_id, cycle_id) JOIN test_case USING (project_id, case_id)''').fetchall():
        stored[cycle][case] = [status for *_, status in reversed(chains[cycle_id, key])]
    for cycle in shown:
        if shown[cycle] != stored[cycle]:
            yield f'{cycle} is shown otherwise than it is stored'


def of_files(db, directory):
    blobs = os.path.join(directory, 'blobs')
    for sha256, name in db.execute('SELECT DISTINCT sha256, file_name FROM batch').fetchall():
        path = os.path.join(blobs, sha256[:2], sha256)
        content = open(path, 'rb').read() if os.path.exists(path) else b''
        if hashlib.sha256(content).hexdigest() != sha256:
            yield f'the file of {name} is missing or damaged'
    if os.listdir(os.path.join(blobs, 'tmp')):
        yield 'an unfinished upload is left'
