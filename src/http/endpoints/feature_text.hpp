#pragma once

#include <string>

#include "domain/project.hpp"
#include "domain/test_case.hpp"

namespace testledger {

/// Whether a case is one that a feature file can tell: it has BDD steps.
bool is_bdd_case(const TestCase& test_case);

/// A feature file with a case as its one scenario, an outline if it has a data set. Its key is a tag, by which the results of running it
/// find the case again (docs/formats/cucumber.md).
std::string feature_text(const Project& project, const TestCase& test_case);

}  // namespace testledger
