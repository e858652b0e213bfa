#pragma once

#include <tl/expected.hpp>
#include <type_traits>
#include <utility>

#include "core/error.hpp"

namespace testledger {

/// A value, or the Error that kept it from being made.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
  Result(Error error) : tl::expected<T, Error>(tl::unexpect, std::move(error)) {}
};

namespace detail {
template <class T>
T take(Result<T>& result) {
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}
}  // namespace detail

}  // namespace testledger

/// The value of a Result, or an early return of its Error from the calling function. May be nested. Not for use in coroutines.
#define TRY(...) TESTLEDGER_TRY(TESTLEDGER_JOIN(try_result_, __COUNTER__), __VA_ARGS__)

#define TESTLEDGER_JOIN(a, b) TESTLEDGER_JOIN_EXPANDED(a, b)
#define TESTLEDGER_JOIN_EXPANDED(a, b) a##b
#define TESTLEDGER_TRY(result, ...)                                     \
  __extension__({                                                       \
    auto result = (__VA_ARGS__);                                        \
    if (!result) return ::testledger::Error(std::move(result).error()); \
    ::testledger::detail::take(result);                                 \
  })
