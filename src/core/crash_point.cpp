#include "core/crash_point.hpp"

#ifndef NDEBUG

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <mutex>
#include <string>

namespace testledger {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

/// The place and the passage at which the process ends.
struct End {
  std::string name;
  int passages_left = 0;
};

End end_of_environment() {
  const std::string told = environment("TESTLEDGER_CRASH_AT");
  const std::size_t colon = told.rfind(':');
  if (colon == std::string::npos) return {};
  return {.name = told.substr(0, colon), .passages_left = std::atoi(told.c_str() + colon + 1)};
}

int trace_of_environment() {
  const std::string path = environment("TESTLEDGER_CRASH_TRACE");
  return path.empty() ? -1 : ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

}  // namespace

void pass_crash_point(const char* name) {
  static End end = end_of_environment();
  static const int trace = trace_of_environment();
  static const bool asleep = end.name.empty() && trace < 0;
  if (asleep) return;  // before the mutex, which would hide races from ThreadSanitizer
  static std::mutex mutex;
  const std::scoped_lock lock(mutex);
  const std::string line = std::string(name) + "\n";
  if (trace >= 0 && ::write(trace, line.data(), line.size()) < 0) std::abort();
  if (name != end.name || --end.passages_left != 0) return;
  ::kill(::getpid(), SIGKILL);
  for (;;) ::pause();
}

int results_of_crash_test() {
  static const int told = std::atoi(environment("TESTLEDGER_CRASH_TEST").c_str());
  return told;
}

}  // namespace testledger

#endif
