#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "blobs/blob_store.hpp"
#include "storage/store.hpp"

namespace testledger {

/// What a server does once when it starts and then every day: sweeps the blobs that nobody has needed for a day. Failures are
/// logged. Ends with the object.
class Housekeeping {
 public:
  Housekeeping(Store& store, BlobStore& blobs);
  ~Housekeeping();

 private:
  void run();

  Store& store_;
  BlobStore& blobs_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace testledger
