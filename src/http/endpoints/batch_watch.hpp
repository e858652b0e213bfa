#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "http/body_source.hpp"
#include "http/endpoints/batch_events.hpp"
#include "storage/store.hpp"

namespace testledger {

/// Whom a stream of events is for, and how often something happens in it.
struct BatchWatcher {
  ProjectId project;
  BatchId batch;
  std::string authorization;  ///< as it was sent: looked at again, because a token may be revoked meanwhile
  std::optional<Seen> seen;
  std::shared_ptr<void> seat;
  std::chrono::milliseconds look = std::chrono::milliseconds(200);          ///< between two looks at the store
  std::chrono::milliseconds heartbeat = std::chrono::milliseconds(15'000);  ///< a line at least so often
};

/// The server-sent events of one batch until it has ended: looks at the store whenever it is asked, and remembers what it told.
class BatchWatch final : public BodySource {
 public:
  /// `store` must outlive it.
  BatchWatch(Store& store, BatchWatcher watcher) : store_(store), watcher_(std::move(watcher)) {}
  Result<BodyStep> next() override;

 private:
  using Clock = std::chrono::steady_clock;
  Result<bool> may_still_watch();
  Result<void> look();

  Store& store_;
  BatchWatcher watcher_;
  std::string text_;
  bool ended_ = false;
  bool rests_ = false;
  Clock::time_point told_ = Clock::now(), admitted_ = Clock::now();
};

}  // namespace testledger
