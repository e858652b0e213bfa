#include "simulation/fiber.hpp"

#include <cxxabi.h>
#include <dlfcn.h>
#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>
#else
static void __sanitizer_start_switch_fiber(void**, const void*, std::size_t) {}
static void __sanitizer_finish_switch_fiber(void*, const void**, std::size_t*) {}
#endif

namespace testledger::simulation {
namespace {

constexpr std::size_t stack_size = 512 << 10;  // mapped; what is never touched costs nothing

/// The C library's own: the address sanitizer's clears all it knows of the stack with each call, which is needless where it is told
/// of the switch, and took a tenth of the time.
using Swap = int (*)(ucontext_t*, const ucontext_t*);
const Swap plain_swapcontext = reinterpret_cast<Swap>(dlsym(dlopen("libc.so.6", RTLD_LAZY), "swapcontext"));

std::vector<std::byte*>& spare_stacks() {
  static std::vector<std::byte*> stacks;
  return stacks;
}

std::byte* take_stack() {
  if (spare_stacks().empty()) {
    void* mapped = mmap(nullptr, stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (mapped == MAP_FAILED) std::abort();
    return static_cast<std::byte*>(mapped);
  }
  std::byte* stack = spare_stacks().back();
  spare_stacks().pop_back();
  return stack;
}

}  // namespace

Fiber::Fiber(std::function<void()> work) : work_(std::move(work)), stack_(take_stack()) {
  getcontext(&here_);
  here_.uc_stack.ss_sp = stack_;
  here_.uc_stack.ss_size = stack_size;
  here_.uc_link = nullptr;
  const auto address = reinterpret_cast<std::uintptr_t>(this);
  makecontext(&here_, reinterpret_cast<void (*)()>(&Fiber::enter), 2, static_cast<unsigned int>(address >> 32),
              static_cast<unsigned int>(address));
}

Fiber::~Fiber() { spare_stacks().push_back(stack_); }

void Fiber::enter(unsigned int high, unsigned int low) {
  reinterpret_cast<Fiber*>((static_cast<std::uintptr_t>(high) << 32) | low)->live();
}

void Fiber::live() {
  __sanitizer_finish_switch_fiber(nullptr, &caller_stack_, &caller_stack_size_);
  work_();
  work_ = nullptr;
  has_ended_ = true;
  __sanitizer_start_switch_fiber(nullptr, caller_stack_, caller_stack_size_);
  plain_swapcontext(&here_, &caller_);
}

void Fiber::resume() {
  void* frames = nullptr;
  swap_exceptions();
  __sanitizer_start_switch_fiber(&frames, stack_, stack_size);
  plain_swapcontext(&caller_, &here_);
  __sanitizer_finish_switch_fiber(frames, nullptr, nullptr);
  swap_exceptions();
}

void Fiber::suspend() {
  __sanitizer_start_switch_fiber(&caller_frames_, caller_stack_, caller_stack_size_);
  plain_swapcontext(&here_, &caller_);
  __sanitizer_finish_switch_fiber(caller_frames_, &caller_stack_, &caller_stack_size_);
}

/// What the C++ runtime knows of exceptions it keeps per thread, and would mix those of several fibers.
void Fiber::swap_exceptions() {
  auto* of_thread = reinterpret_cast<decltype(exceptions_)*>(abi::__cxa_get_globals());
  std::swap(*of_thread, exceptions_);
}

}  // namespace testledger::simulation
