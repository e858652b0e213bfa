#include "mapping/earlier_results.hpp"

namespace testledger {
namespace {

constexpr std::int64_t numbered(std::int64_t id, CaseId first) { return first.value - id - 1; }

template <class Value>
void number_keys(std::map<std::int64_t, Value>& by_case, CaseId first) {
  while (!by_case.empty() && by_case.begin()->first < 0) {
    auto node = by_case.extract(by_case.begin());
    node.key() = numbered(node.key(), first);
    by_case.insert(std::move(node));
  }
}

}  // namespace

void EarlierResults::begin_run(CaseId id) {
  if (const auto run = runs_.find(id.value); run != runs_.end()) run->second = {.number = run->second.number + 1};
}

bool EarlierResults::remember(CaseId id, std::uint32_t identity, Told told) {
  forget(id, identity);
  if (results_.size() >= limit_) return false;
  Run& run = runs_[id.value];
  results_[{id.value, identity}] = {.told = told, .run = run.number};
  ++run.counts[static_cast<std::size_t>(told.status)];
  return true;
}

void EarlierResults::forget(CaseId id, std::uint32_t identity) {
  const auto found = results_.find({id.value, identity});
  if (found == results_.end()) return;
  Run& run = runs_[id.value];
  if (found->second.run == run.number) --run.counts[static_cast<std::size_t>(found->second.told.status)];
  results_.erase(found);
}

bool EarlierResults::has_final(CaseId id, std::uint32_t identity) const {
  const auto found = results_.find({id.value, identity});
  return found != results_.end() && !found->second.told.retried;
}

StatusSet EarlierResults::statuses(CaseId id) const {
  StatusSet set;
  const auto run = runs_.find(id.value);
  if (run == runs_.end()) return set;
  for (const RunStatusType type : all_run_status_types)
    if (run->second.counts[static_cast<std::size_t>(type)] > 0) set.add(type);
  return set;
}

void EarlierResults::keep_title(CaseId id, std::string title) {
  if (const auto kept = titles_.find(id.value); kept != titles_.end())
    kept->second = std::move(title);
  else if (titles_.size() < titles_max)
    titles_.emplace(id.value, std::move(title));
}

std::string EarlierResults::take_title(CaseId id) {
  const auto node = titles_.extract(id.value);
  return node.empty() ? std::string() : std::move(node.mapped());
}

void EarlierResults::number_new_cases(CaseId first) {
  while (!results_.empty() && results_.begin()->first.first < 0) {
    auto node = results_.extract(results_.begin());
    node.key().first = numbered(node.key().first, first);
    results_.insert(std::move(node));
  }
  number_keys(runs_, first);
  number_keys(titles_, first);
}

}  // namespace testledger
