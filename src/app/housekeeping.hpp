#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "blobs/blob_store.hpp"
#include "core/clock.hpp"
#include "storage/store.hpp"

namespace testledger {

/// What a server does once when it starts and then every day: gives up reports that were kept long enough and sweeps the blobs that
/// nobody has needed for a day. What is stored is verified an hour after the start, so that a start under load stays quick, and
/// then every day. Failures are logged. Ends with the object.
class Housekeeping {
 public:
  struct Options {
    std::chrono::days keep_reports{0};  ///< 0: for ever
  };
  Housekeeping(Store& store, BlobStore& blobs, Options options);
  ~Housekeeping();

  struct Verified {
    Timestamp when;
    std::uint64_t violations = 0;  ///< kinds of them
  };
  /// Nothing before the first.
  std::optional<Verified> last_verification() const;

 private:
  void run();
  void tidy();
  void verify();

  Store& store_;
  BlobStore& blobs_;
  Options options_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Verified> verified_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace testledger
