#pragma once

#include <string>

#include "domain/project.hpp"
#include "domain/test_case.hpp"

namespace testledger {

// Cases as lines of a table for people. The columns of the project's custom fields stand behind those that every project has.

std::string case_csv_head(const Configuration& lists);
std::string case_csv_line(const Project& project, const Configuration& lists, const TestCase& shown);

}  // namespace testledger
