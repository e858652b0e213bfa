#pragma once

#include "domain/project.hpp"

namespace testledger {

/// The lists of a new project, for tests.
inline const Configuration configuration = default_configuration();

}  // namespace testledger
