#include "app/data_directory.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "blobs/filesystem_blobs.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace testledger {
namespace {

Error cannot(std::string_view doing, const std::string& path, const std::string& reason, std::string_view remedy) {
  return {ErrorCode::storage_failed, "cannot " + std::string(doing) + " " + path + ": " + reason + ". " + std::string(remedy)};
}

Result<void> make_directory(const std::string& path) {
  std::error_code problem;
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  if (!parent.empty()) std::filesystem::create_directories(parent, problem);
  if (mkdir(path.c_str(), 0700) == 0) return {};
  if (errno != EEXIST) return cannot("make the directory", path, std::strerror(errno), "Name another one with --data.");
  if (std::filesystem::is_directory(path, problem)) return {};
  return Error{ErrorCode::invalid_argument, path + " is no directory. Name another one with --data."};
}

/// Whether there is a database; fails where that cannot be told.
Result<bool> holds_database(const std::string& path) {
  std::error_code problem;
  const bool there = std::filesystem::exists(std::filesystem::path(path) / "testledger.db", problem);
  if (!problem || problem == std::errc::not_a_directory) return there;
  return cannot("look into", path, problem.message(), "Run this as the user who owns the directory, or correct --data.");
}

/// The lock is the first file that is opened: telling its failure here names the remedy.
Result<void> check_access(const std::string& path) {
  if (access(path.c_str(), R_OK | W_OK | X_OK) == 0) return {};
  return cannot("use", path, std::strerror(errno), "Run this as the user who owns the directory, or correct --data.");
}

}  // namespace

Result<DataDirectory> open_data_directory(const std::string& path, DataDirectoryUse use) {
  umask(077);  // what is stored is for the server's own account alone
  const bool there = TRY(holds_database(path));
  if (use == DataDirectoryUse::fresh) {
    if (there) return Error{ErrorCode::conflict, path + " holds a database already. Name another directory with --data."};
    TRY(make_directory(path));
  } else if (!there) {
    return Error{ErrorCode::not_found, path + " holds no database. Make one with 'testledger init', or correct --data."};
  }
  TRY(check_access(path));
  DataDirectory directory;
  directory.store = TRY(open_sqlite_store(SqliteOptions{.directory = path}));
  directory.blobs = TRY(open_filesystem_blobs(std::filesystem::path(path) / "blobs"));
  return directory;
}

}  // namespace testledger
