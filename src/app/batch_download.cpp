#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "app/batch_lookup.hpp"
#include "app/commands.hpp"
#include "app/console.hpp"
#include "app/report_file.hpp"

namespace testledger {
namespace {

/// Where a download goes: stdout, or a file that gets its name when it is whole.
class Target {
 public:
  static Result<Target> open(const std::string& name) {
    if (name.empty()) return Target("", STDOUT_FILENO);
    const int file = ::open((name + ".part").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file >= 0) return Target(name, file);
    return cannot_write(name);
  }
  Target(Target&& other) noexcept : name_(std::move(other.name_)), file_(std::exchange(other.file_, -1)) {}
  Target& operator=(Target&&) = delete;
  ~Target() {
    if (name_.empty() || file_ < 0) return;
    close(file_);
    unlink((name_ + ".part").c_str());
  }

  bool take(std::string_view piece) {
    any_ = any_ || !piece.empty();
    if (write_all(file_, piece)) return true;
    failure_ = cannot_write(name_.empty() ? "the output" : name_);
    return false;
  }
  const std::optional<Error>& failure() const { return failure_; }
  /// Whether it can be begun anew, which it is then.
  bool restart() {
    if (name_.empty()) return !any_;
    return lseek(file_, 0, SEEK_SET) == 0 && ftruncate(file_, 0) == 0;
  }
  Result<void> finish() {
    if (name_.empty()) return {};
    if (fsync(file_) != 0 || std::rename((name_ + ".part").c_str(), name_.c_str()) != 0) return cannot_write(name_);
    close(std::exchange(file_, -1));
    return {};
  }

 private:
  Target(std::string name, int file) : name_(std::move(name)), file_(file) {}

  static Error cannot_write(const std::string& name) {
    return {ErrorCode::storage_failed, "cannot write " + name + ": " + std::strerror(errno) + ". Check the path and the space there."};
  }

  std::string name_;
  int file_;
  bool any_ = false;
  std::optional<Error> failure_;
};

Result<ServerAnswer> download(const ServerAddress& server, const std::string& path, Target& target) {
  if (!target.restart())
    return Error{ErrorCode::conflict, "the connection was cut, and what was written cannot be taken back. Name a file with --to."};
  auto answer = get_stream(server, path, {}, [&](std::string_view piece) { return target.take(piece); });
  if (target.failure()) return *target.failure();
  return answer;
}

Result<void> run(const BatchDownloadCommand& command) {
  const ServerAddress server = TRY(address_of(command.server));
  const BatchAddress batch = TRY(find_batch(server, command.server, {command.cycle, command.id}));
  const std::string path = path_of(command.server, batch) + (command.what == BatchDownload::receipt ? "/receipt" : "/file");
  Target target = TRY(Target::open(command.to));
  LiveLine line(command.server.loudness);
  const std::string name = "batch " + std::to_string(command.id);
  const auto answer = TRY(send_with_retries(command.server, line, name, [&] { return download(server, path, target); }));
  if (answer.status != 200) return object_of(answer).error();
  return target.finish();
}

}  // namespace

int run_command(const BatchDownloadCommand& command) {
  const auto done = run(command);
  return done ? exit_success : report_failure(done.error());
}

}  // namespace testledger
