#include "storage/contract/store_contract.hpp"

#include <map>

namespace testledger {

Result<RunId> import_keys(ImportSession& session, const std::vector<std::string>& keys) {
  CaseQuery query{.automation_keys = keys};
  std::ranges::sort(query.automation_keys);
  std::map<std::string, KnownCase> known;
  for (KnownCase& each : TRY(session.find_cases(query))) known.insert_or_assign(each.automation_key, each);

  ImportChunk chunk;
  const auto missing = std::ranges::count_if(keys, [&](const std::string& key) { return !known.contains(key); });
  auto next = TRY(session.reserve_cases(static_cast<std::int32_t>(missing)));
  for (const std::string& key : keys) {
    const auto found = known.find(key);
    CaseId id = next.first_id;
    if (found == known.end()) {
      chunk.new_cases.push_back({.id = id, .number = next.first_number++, .fields = draft("case " + key, key)});
      next.first_id.value++;
    } else {
      id = found->second.id;
    }
    if (found == known.end() || !found->second.latest) chunk.joins.push_back(id);
    chunk.runs.push_back(passing(id));
  }
  return session.apply(std::move(chunk));
}

}  // namespace testledger
