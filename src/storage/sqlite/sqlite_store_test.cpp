#include "storage/sqlite/sqlite_store.hpp"

#include "storage/contract/store_contract.hpp"

namespace testledger {

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract,
                         testing::Values(StoreEngine{"sqlite",
                                                     [](const auto& directory) { return open_sqlite_store({.directory = directory}); }}),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace testledger
