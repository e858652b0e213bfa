#pragma once

#include <ucontext.h>

#include <cstddef>
#include <functional>

namespace testledger::simulation {

/// A thread of work with a stack of its own that only goes on when it is told to, on the thread that tells it.
class Fiber {
 public:
  explicit Fiber(std::function<void()> work);
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;
  /// Its work has ended, or never began.
  ~Fiber();

  /// Goes on until the work calls suspend() or ends. Not to be called from a fiber.
  void resume();
  /// Back to whoever resumed this fiber. To be called from its work.
  void suspend();
  bool has_ended() const { return has_ended_; }

 private:
  static void enter(unsigned int high, unsigned int low);
  void live();
  void swap_exceptions();

  std::function<void()> work_;
  std::byte* stack_;
  ucontext_t here_{};
  ucontext_t caller_{};
  const void* caller_stack_ = nullptr;
  std::size_t caller_stack_size_ = 0;
  void* caller_frames_ = nullptr;  ///< the address sanitizer's
  struct {
    void* caught;
    unsigned int uncaught;
  } exceptions_{};  ///< in flight, kept while others go on
  bool has_ended_ = false;
};

}  // namespace testledger::simulation
