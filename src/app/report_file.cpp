#include "app/report_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <vector>

#include "archives/open_archive.hpp"
#include "core/read_fully.hpp"

namespace testledger {
namespace {

constexpr std::size_t copied_piece_size = 64 * 1024;

Error cannot_read() {
  const bool missing = errno == ENOENT || errno == ENOTDIR;
  return {missing ? ErrorCode::not_found : ErrorCode::storage_failed,
          std::string("cannot read it: ") + std::strerror(errno) + (missing ? ". Check the path." : ". Check its permissions.")};
}

Error cannot_copy(const std::string& folder) {
  return {ErrorCode::storage_failed, "cannot keep the input in " + folder + ": " + std::strerror(errno) +
                                         ". Name a folder with enough space in the environment variable TMPDIR."};
}

std::string temporary_folder() {
  const char* named = std::getenv("TMPDIR");
  return named && *named ? named : "/tmp";
}

/// A new file without a name: it is gone when it is closed, whatever happens.
int open_unnamed(const std::string& folder) {
  std::string pattern = folder + "/testledger-XXXXXX";
  const int file = mkostemp(pattern.data(), O_CLOEXEC);
  if (file >= 0) unlink(pattern.c_str());
  return file;
}

}  // namespace

bool write_all(int file, std::string_view piece) {
  while (!piece.empty()) {
    const ssize_t written = write(file, piece.data(), piece.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) piece.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

ReportFile::~ReportFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

Result<ReportFile> ReportFile::open(const std::string& path) {
  const int descriptor = path == "-" ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  ReportFile file(descriptor);
  struct stat status{};
  if (descriptor < 0 || fstat(descriptor, &status) != 0) return cannot_read();
  if (S_ISDIR(status.st_mode)) return Error{ErrorCode::not_found, "this is a directory. Name the report files in it."};
  file.regular_ = S_ISREG(status.st_mode) && path != "-";
  file.size_ = static_cast<std::uint64_t>(status.st_size);
  return file;
}

Result<ReportFile> ReportFile::open_to_reread(const std::string& path) {
  ReportFile source = TRY(open(path));
  if (source.is_regular()) return source;
  const std::string folder = temporary_folder();
  ReportFile copy(open_unnamed(folder));
  if (copy.descriptor_ < 0) return cannot_copy(folder);
  std::vector<char> piece(copied_piece_size);
  for (;;) {
    const std::size_t length = TRY(source.read(piece));
    if (length == 0) return copy;
    if (!write_all(copy.descriptor_, {piece.data(), length})) return cannot_copy(folder);
    copy.size_ += length;
  }
}

Result<std::size_t> ReportFile::read(std::span<char> buffer) {
  const auto filled = read_fully(descriptor_, buffer);
  return filled ? Result<std::size_t>(*filled) : cannot_read();
}

Result<std::string> ReportFile::head(std::size_t length_max) const {
  std::string head(length_max, '\0');
  head.resize(TRY(read_at(0, head)));
  return head;
}

Result<std::size_t> ReportFile::read_at(std::uint64_t offset, std::span<char> buffer) const {
  const auto filled = read_fully_at(descriptor_, offset, buffer);
  return filled ? Result<std::size_t>(*filled) : cannot_read();
}

Result<void> check_begin(std::string_view begin) {
  if (begin.empty())
    return Error{ErrorCode::unreadable_report, "the file is empty. Check that the test run wrote its report before it was read.", Place{}};
  if (packing_of(begin) == Packing::other)
    return Error{ErrorCode::unreadable_report,
                 "this is " + std::string(packing_name(begin)) + ". Pack the reports as .zip, .tar.gz or .gz, or send them as they are.",
                 Place{}};
  return {};
}

std::string name_of_report(const std::string& path) {
  return path == "-" ? "standard-input" : std::filesystem::path(path).filename().string();
}

}  // namespace testledger
