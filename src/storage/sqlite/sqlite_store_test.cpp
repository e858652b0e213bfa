#include "storage/sqlite/sqlite_store.hpp"

#include "storage/contract/store_contract.hpp"

namespace testledger {
namespace {

const StoreEngine engine{"sqlite",
                         [](const auto& directory) { return open_sqlite_store({.directory = directory, .import_turn_max = {}}); }};

std::string name_of_engine(const testing::TestParamInfo<StoreEngine>& info) { return info.param.name; }

}  // namespace

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, testing::Values(engine), name_of_engine);
INSTANTIATE_TEST_SUITE_P(Sqlite, UndoContract, testing::Values(engine), name_of_engine);

}  // namespace testledger
