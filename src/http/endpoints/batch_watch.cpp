#include "http/endpoints/batch_watch.hpp"

#include "accounts/accounts.hpp"

namespace testledger {

/// After every look a rest: that is what bounds how often a watcher costs anything.
Result<BodyStep> BatchWatch::next() {
  if (rests_) {
    rests_ = false;
    return ended_ ? BodyStep(BodyEnd()) : BodyStep(Later{watcher_.look});
  }
  rests_ = true;
  TRY(look());
  if (text_.empty()) return next();
  told_ = Clock::now();
  return BodyStep(std::string_view(text_));
}

Result<void> BatchWatch::look() {
  text_.clear();
  const bool welcome = TRY(may_still_watch());
  const auto found = welcome ? TRY(store_.find_batch(watcher_.project, watcher_.batch)) : std::nullopt;
  ended_ = !found || is_final(found->batch.state);
  if (!found) return {};
  for (const BatchEvent& event : news_of(found->batch, watcher_.seen)) {
    text_ += event_text(event);
    watcher_.seen = event.seen;
  }
  if (text_.empty() && !ended_ && Clock::now() - told_ >= watcher_.heartbeat) text_ = ": still here\n\n";
  return {};
}

Result<bool> BatchWatch::may_still_watch() {
  if (Clock::now() - admitted_ < watcher_.heartbeat) return true;
  const auto principal = authenticate(watcher_.authorization, store_, now());
  if (!principal && principal.error().code != ErrorCode::unauthenticated) return principal.error();
  admitted_ = Clock::now();
  return principal && principal->may(Right::read, watcher_.project);
}

}  // namespace testledger
