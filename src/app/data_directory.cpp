#include "app/data_directory.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "blobs/filesystem_blobs.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace testledger {
namespace {

Result<void> make_directory(const std::string& path) {
  std::error_code problem;
  const std::filesystem::path parent = std::filesystem::absolute(path).parent_path();
  std::filesystem::create_directories(parent, problem);
  if (mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return {};
  return Error{ErrorCode::storage_failed, "cannot make the directory " + path + ": " + std::strerror(errno)};
}

}  // namespace

Result<DataDirectory> open_data_directory(const std::string& path, DataDirectoryUse use) {
  const std::filesystem::path database = std::filesystem::path(path) / "testledger.db";
  if (use == DataDirectoryUse::fresh) {
    if (std::filesystem::exists(database))
      return Error{ErrorCode::conflict, path + " holds a database already. Name another directory with --data."};
    TRY(make_directory(path));
  } else if (!std::filesystem::exists(database)) {
    return Error{ErrorCode::not_found, path + " holds no database. Make one with 'testledger init', or correct --data."};
  }
  DataDirectory directory;
  directory.store = TRY(open_sqlite_store(SqliteOptions{.directory = path}));
  directory.blobs = TRY(open_filesystem_blobs(std::filesystem::path(path) / "blobs"));
  return directory;
}

}  // namespace testledger
