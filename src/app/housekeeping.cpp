#include "app/housekeeping.hpp"

#include "core/log.hpp"
#include "importing/blob_sweep.hpp"

namespace testledger {
namespace {

constexpr std::chrono::hours interval{24};

}  // namespace

Housekeeping::Housekeeping(Store& store, BlobStore& blobs) : store_(store), blobs_(blobs), thread_([this] { run(); }) {}

Housekeeping::~Housekeeping() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Housekeeping::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    const auto removed = sweep_blobs(store_, blobs_, std::chrono::system_clock::now() - interval);
    if (!removed)
      log::write(log::Level::error, "sweeping stored files failed", {{"detail", removed.error().message}});
    else if (*removed > 0)
      log::write(log::Level::info, "stored files that nobody needs are removed", {{"files", static_cast<std::int64_t>(*removed)}});
    lock.lock();
    changed_.wait_for(lock, interval, [this] { return stopping_; });
  }
}

}  // namespace testledger
