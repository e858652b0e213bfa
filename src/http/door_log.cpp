#include "http/door_log.hpp"

#include <utility>

#include "core/log.hpp"

namespace testledger {
namespace {

std::string_view place_of(TurnedAway::At at) {
  switch (at) {
    case TurnedAway::At::accept: return "accept";
    case TurnedAway::At::handshake: return "handshake";
    case TurnedAway::At::head: return "head";
  }
  return "";
}

}  // namespace

DoorLog::~DoorLog() { tell_left_out(); }

bool DoorLog::tell(const TurnedAway& who, SteadyTime now) {
  catch_up(now);
  const std::lock_guard lock(mutex_);
  const std::string remote(who.remote);
  const auto before = lines_of_.find(remote);
  if (lines_ >= lines_per_minute_max || (before != lines_of_.end() && before->second >= lines_of_address_max)) {
    ++left_out_;
    return false;
  }
  ++lines_;
  ++lines_of_[remote];
  log::write(log::Level::warning, "turned away at the door",
             {{"at", place_of(who.at)}, {"id", who.id}, {"remote", who.remote}, {"detail", who.why}});
  return true;
}

void DoorLog::catch_up(SteadyTime now) {
  const std::lock_guard lock(mutex_);
  if (now - minute_ < std::chrono::minutes(1)) return;
  minute_ = now;
  lines_ = 0;
  lines_of_.clear();
  tell_left_out();
}

void DoorLog::tell_left_out() {
  if (left_out_ == 0) return;
  log::write(log::Level::warning, "more were turned away at the door", {{"count", std::exchange(left_out_, 0)}});
}

}  // namespace testledger
