-- What lists and counts of results need of a case's newest run in a cycle, so that they read no run for it.
ALTER TABLE cycle_case ADD COLUMN latest_status_id INTEGER NOT NULL DEFAULT 0;  -- 0: no run yet
ALTER TABLE cycle_case ADD COLUMN latest_updated   INTEGER NOT NULL DEFAULT 0;
UPDATE cycle_case SET latest_status_id = run.status_id, latest_updated = run.updated
  FROM test_run AS run WHERE run.project_id = cycle_case.project_id AND run.run_id = cycle_case.latest_run_id;

-- Counts up with whatever is changed in cycle_case: what was counted there holds as long as it is the same.
ALTER TABLE test_cycle ADD COLUMN changes       INTEGER NOT NULL DEFAULT 0;
ALTER TABLE test_cycle ADD COLUMN last_activity INTEGER;  -- the newest change; NULL: none since it was made
UPDATE test_cycle SET last_activity = (
  SELECT nullif(max(latest_updated), 0) FROM cycle_case AS place
  WHERE place.project_id = test_cycle.project_id AND place.cycle_id = test_cycle.cycle_id);
