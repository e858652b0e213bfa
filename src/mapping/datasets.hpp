#pragma once

#include "domain/test_case.hpp"
#include "domain/test_run.hpp"
#include "mapping/test_identity.hpp"

namespace testledger {

/// A dataset with this result as its only row (contract H-7). Columns keep the names they have in `before` where the report
/// has none of its own for as many values. A row without parameters has one, "row", with its name or number.
Dataset first_row(const ReportedTest& test, const TestIdentity& identity, const Dataset& before = {});

/// Appends this result's values unless the dataset holds them already or is full. Values go by position.
Dataset with_row(Dataset dataset, const ReportedTest& test, const TestIdentity& identity);

/// Whether a result may change the dataset: one without told values only a dataset of told names, never columns of people.
bool may_change(const Dataset& dataset, const ReportedTest& test);

/// The row of a run that this result is, with its values under the dataset's columns.
RowExecution row_execution(const ReportedTest& test, const TestIdentity& identity, RunStatusType status, const Dataset& dataset = {});

inline constexpr std::size_t dataset_rows_max = 10'000;  ///< of one case, and results listed in one run

}  // namespace testledger
