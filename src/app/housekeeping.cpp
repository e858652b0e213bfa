#include "app/housekeeping.hpp"

#include <spdlog/spdlog.h>

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
      spdlog::error("sweeping stored files failed: {}", removed.error().message);
    else if (*removed > 0)
      spdlog::info("{} stored files of reports that were not imported are removed", *removed);
    lock.lock();
    changed_.wait_for(lock, interval, [this] { return stopping_; });
  }
}

}  // namespace testledger
