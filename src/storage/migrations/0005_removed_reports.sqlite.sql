-- When the keeping time of a report's file ended for this import or batch; NULL: the file is kept for it. A file goes when
-- no row keeps it any more. The indexes hold only what the next look may find.
ALTER TABLE import ADD COLUMN report_expired INTEGER;
ALTER TABLE batch ADD COLUMN report_expired INTEGER;
CREATE INDEX import_report_kept ON import (finished) WHERE report_expired IS NULL;
CREATE INDEX batch_report_kept ON batch (finished) WHERE report_expired IS NULL AND finished IS NOT NULL;
