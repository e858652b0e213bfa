// Plays the whole server with virtual time, chance and harm, once per seed (docs/reliability.md).
//
//   simulation --seed 4711 [--log]        one seed; with the server's log on stderr
//   simulation --seeds 1 10000            all from the first to the last; ends at the first that shows a breach
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "core/log.hpp"
#include "simulation/database_memory.hpp"
#include "simulation/invariants.hpp"
#include "simulation/watcher.hpp"

namespace testledger::simulation {
namespace {

using namespace std::chrono_literals;

constexpr auto rest_max = 3h;
constexpr int clients = 3;

struct Outcome {
  std::uint64_t hash = 0;
  std::uint64_t steps = 0;
  Record record;
};

constexpr const char* program = "build/debug/simulation";
std::uint64_t seed_at_play = 0;

void tell(std::string_view breach) { fmt::print("BREACH {} --seed {}: {}\n", program, seed_at_play, breach); }

/// In the middle of a seed, whose threads cannot be ended.
[[noreturn]] void give_up(std::string_view why) {
  tell(why);
  std::fflush(stdout);
  std::error_code ignored;
  std::filesystem::remove_all(scratch_directory(), ignored);
  std::_Exit(1);
}

void on_abort(int) { give_up("the program ends itself; --log tells why"); }

/// Everything that happens in one seed, as one thread of the machine.
void live(Machine& machine, Site& site, Watcher& watcher, Record& record) {
  site.start();
  int living = clients;
  for (int i = 0; i < clients; ++i)
    machine.start([&] {
      Client(machine, site, record).live();
      --living;
    });
  do_harm(machine, site, record);
  machine.wait_for([&] { return living == 0; });
  const SteadyTime end = machine.steady_now() + rest_max;
  for (;;) {
    while (!watcher.is_at_rest() && machine.steady_now() < end) machine.sleep(5s);
    site.stop();  // which may leave something half done, such as the undoing of what the last import replaced
    watcher.read();
    if (watcher.is_at_rest() || machine.steady_now() >= end) return;
    site.start();
  }
}

Outcome play(std::uint64_t seed) {
  seed_at_play = seed;
  Machine machine(seed);
  Site site(machine);
  Record record;
  Watcher watcher(site, record);
  machine.between_steps = [&] { watcher.look(); };
  const bool ended = machine.play([&] {
    try {
      live(machine, site, watcher, record);
    } catch (const std::exception& thrown) {
      give_up(thrown.what());
    }
  });
  if (!ended) give_up("nobody can go on");
  for (std::string& breach : breaches_at_rest(site.database().parent_path(), watcher.rows(), record))
    record.breaches.push_back(std::move(breach));
  return {.hash = machine.hash(), .steps = machine.steps(), .record = std::move(record)};
}

int run(std::uint64_t first, std::uint64_t last) {
  (void)Template::get();  // with real threads
  const auto started = std::chrono::steady_clock::now();
  std::uint64_t steps = 0, reports = 0, hash = 0;
  std::map<std::string, std::uint64_t> happened;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const Outcome outcome = play(seed);
    for (const std::string& breach : outcome.record.breaches) tell(breach);
    if (!outcome.record.breaches.empty()) return 1;
    steps += outcome.steps;
    reports += outcome.record.reports.size();
    hash = outcome.hash;
    for (const auto& [what, count] : outcome.record.happened) happened[what] += count;
  }
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  fmt::print("{} seeds, {} reports, {} steps, 0 breaches, {:.1f} s, the last has hash {:016x}\n", last - first + 1, reports, steps, took,
             hash);
  for (const auto& [what, count] : happened) fmt::print("{:8} {}\n", count, what);
  return 0;
}

/// The status to exit with.
int carry_out(std::string_view wish, std::uint64_t first, std::uint64_t last) {
  std::signal(SIGABRT, on_abort);
  if (wish == "--seed") return run(first, first);
  if (wish == "--seeds") return run(first, last);
  fmt::print("simulation --seed N [--log] | --seeds FIRST LAST\n");
  return 2;
}

}  // namespace
}  // namespace testledger::simulation

#ifdef __SANITIZE_ADDRESS__
extern "C" const char* __asan_default_options() {
  return "abort_on_error=1:handle_abort=0:detect_leaks=0:max_malloc_fill_size=0:malloc_context_size=1:quarantine_size_mb=4";
}
extern "C" const char* __ubsan_default_options() { return "abort_on_error=1"; }
#endif

int main(int count, char** words) {
  using namespace testledger::simulation;
  setenv("TESTLEDGER_CRASH_TEST", "4", 1);
  if (sodium_init() < 0) return 2;
  use_plain_memory();
  const std::vector<std::string_view> all(words, words + count);
  const auto number = [&](std::size_t at) { return at < all.size() ? std::strtoull(all[at].data(), nullptr, 10) : 0ULL; };
  const bool logs = all.back() == "--log";
  if (!logs) testledger::log::set_level(testledger::log::Level::error);
  if (!logs && freopen("/dev/null", "w", stderr) == nullptr) return 2;
  const int status = carry_out(all.size() > 1 ? all[1] : "", number(2), number(3));
  std::error_code ignored;
  std::filesystem::remove_all(scratch_directory(), ignored);
  return status;
}
