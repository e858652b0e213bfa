-- What is to be removed for good is found without looking at all cases.
CREATE INDEX test_case_deleted ON test_case (deleted) WHERE deleted > 0;
