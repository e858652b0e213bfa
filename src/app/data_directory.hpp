#pragma once

#include <memory>
#include <string>

#include "blobs/blob_store.hpp"
#include "core/result.hpp"
#include "storage/store.hpp"

namespace testledger {

/// What lies in --data DIR: the database and the stored files. The one place that names the backend.
struct DataDirectory {
  std::unique_ptr<Store> store;
  std::unique_ptr<BlobStore> blobs;
};

enum class DataDirectoryUse { existing, fresh };

/// Opens the directory, for this process alone. `fresh` makes it (mode 0700) and refuses one that holds a database;
/// `existing` refuses one that holds none, so that a typo does not start an empty server. From then on the process makes files for
/// its own account alone (umask).
Result<DataDirectory> open_data_directory(const std::string& path, DataDirectoryUse use);

}  // namespace testledger
