#pragma once

// Asio as this program uses it, for the few files that touch sockets: compiled once (asio_source.cpp), and on the concrete
// executor of one io_context per thread, which is half as fast again as the polymorphic one.
#define BOOST_ASIO_SEPARATE_COMPILATION
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

// g++ 12 inlines one half of the pair with which coroutines get and give back their frames, and takes it for a mismatch.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

namespace testledger {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using Tcp = asio::ip::tcp;
using Socket = asio::basic_stream_socket<Tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;
using SteadyClock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;
template <class T>
using Awaitable = asio::awaitable<T, Executor>;
/// Awaits an operation and gives (error_code, result) instead of throwing.
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> no_throw{};

}  // namespace testledger
