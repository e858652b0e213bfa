#pragma once

namespace testledger::simulation {

/// Gives the database engine memory that the address sanitizer does not watch: the engine is not built with it, and watching took
/// half of the time. Before the engine's first use.
void use_plain_memory();

}  // namespace testledger::simulation
