#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <vector>

#include "core/result.hpp"
#include "domain/test_case.hpp"

namespace testledger {

/// The steps of a case's body (contract A.4), empty when there are none.
Result<std::vector<CaseStep>> read_steps(const boost::json::object& body);
boost::json::array steps_json(const std::vector<CaseStep>& steps);

/// The data set: `datasetParameters` and `dataSets`; parameters that only the rows name are added to the list.
Result<Dataset> read_dataset(const boost::json::object& body);
boost::json::array dataset_parameters_json(const Dataset& dataset);
boost::json::array dataset_rows_json(const Dataset& dataset);

}  // namespace testledger
