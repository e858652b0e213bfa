#pragma once

#include <exception>
#include <functional>
#include <memory>

#include "http/response.hpp"
#include "http/wire/asio.hpp"
#include "http/wire/worker_pool.hpp"

namespace testledger {

inline Response overloaded() {
  return error_response({ErrorCode::unavailable, "The server has too many requests waiting. Try again later.", {}, {}});
}

inline Response failed(const std::exception& thrown) {
  Response response = text_response(Status::internal_error, "Internal error. The log has the details under the request's id.");
  response.detail = thrown.what();
  return response;
}

/// Runs `work` on a worker and comes back to the io thread with its result; a Response 503 when the queue is full, 500 when it
/// throws. R is made from a Response.
template <class R>
Awaitable<R> on_worker(WorkerPool& pool, Executor executor, std::function<R()> work) {
  const auto initiate = [&pool, executor, work = std::move(work)](auto handler) {
    auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
    const auto come_back = [executor, waiting](R result) {
      asio::post(executor, [waiting, kept = std::make_shared<R>(std::move(result))] { std::move (*waiting)(std::move(*kept)); });
    };
    const bool taken = pool.submit([work, come_back] {
      try {
        come_back(work());
      } catch (const std::exception& thrown) {  // the door where what libraries throw ends
        come_back(R(failed(thrown)));
      }
    });
    if (!taken) come_back(R(overloaded()));
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void(R)>(initiate, asio::use_awaitable_t<Executor>());
}

}  // namespace testledger
