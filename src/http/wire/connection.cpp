#include "http/wire/connection.hpp"

#include <fmt/format.h>

#include "http/wire/on_worker.hpp"
#include "http/wire/request_head.hpp"

namespace testledger {
namespace {

constexpr std::size_t discarded_max = 64 * 1024;  // more of an unwanted body is not read for keeping the connection

SteadyClock::duration seconds(double count) {
  return std::chrono::duration_cast<SteadyClock::duration>(std::chrono::duration<double>(count));
}

}  // namespace

WorkerPool& Site::workers_of(WorkedBy work) const {
  switch (work) {
    case WorkedBy::quick: break;
    case WorkedBy::imports: return import_workers;
    case WorkedBy::logins: return login_workers;
  }
  return workers;
}

Connection::Connection(Socket socket, std::shared_ptr<TlsIdentity::Context> tls, Site& site, std::string remote,
                       std::shared_ptr<void> ticket)
    : transport_(std::move(socket), std::move(tls)),
      timer_(transport_.executor()),
      site_(site),
      remote_(std::move(remote)),
      ticket_(std::move(ticket)),
      buffer_(std::make_unique_for_overwrite<char[]>(transfer_piece_max)) {}

void Connection::wait_for(Waiting what) {
  waiting_ = what;
  since_ = SteadyClock::now();
  moved_ = 0;
}

void Connection::sweep(SteadyClock::time_point now) {
  const HttpLimits& limits = site_.limits;
  const auto waited = now - since_;
  const auto too_slow = [&] {
    if (waited < seconds(limits.rate_window_s)) return false;
    if (static_cast<double>(moved_) < limits.rate_window_s * limits.rate_bytes_per_s) return true;
    wait_for(waiting_);
    return false;
  };
  const auto over = [&] {
    switch (waiting_) {
      case Waiting::worker:
      case Waiting::source: return false;
      case Waiting::idle: return waited >= seconds(limits.idle_timeout_s);
      case Waiting::head: return waited >= seconds(limits.header_timeout_s);
      case Waiting::body:
      case Waiting::answer: return too_slow();
      case Waiting::linger: return waited >= seconds(limits.linger_timeout_s);
    }
    return false;
  };
  if (over()) abort();
}

void Connection::stop_waiting() {
  if (waiting_ == Waiting::source) timer_.cancel();
  if (waiting_ == Waiting::idle || (waiting_ == Waiting::head && begin_ == end_)) abort();
}

void Connection::abort() {
  expired_ = true;
  transport_.cancel();
  timer_.cancel();
}

Awaitable<bool> Connection::fill() {
  if (expired_ || ended_) co_return false;
  if (begin_ == end_) begin_ = end_ = 0;
  if (end_ == transfer_piece_max) {
    std::copy(buffer_.get() + begin_, buffer_.get() + end_, buffer_.get());
    end_ -= begin_;
    begin_ = 0;
  }
  const auto [problem, count] = co_await transport_.read_some(asio::buffer(buffer_.get() + end_, transfer_piece_max - end_));
  end_ += count;
  moved_ += count;
  ended_ = problem == asio::error::eof || problem == asio::ssl::error::stream_truncated;
  co_return !problem && count > 0;
}

Awaitable<bool> Connection::agree_on_encryption() {
  if (!transport_.encrypted()) co_return true;
  const auto [problem] = co_await transport_.handshake();
  if (!problem) wait_for(Waiting::head);
  if (problem || expired_) tell_of_handshake(problem);
  co_return !problem && !expired_;
}

/// Who leaves without a byte only looks whether somebody listens, as balancers of load do.
void Connection::tell_of_handshake(const boost::system::error_code& problem) {
  if (!transport_.heard_anything()) return;
  const std::string why = expired_ ? "it took too long (header_timeout_s)" : problem.message();
  site_.application.turned_away({.at = TurnedAway::At::handshake, .remote = remote_, .why = why});
}

Awaitable<void> Connection::take_leave() {
  if (transport_.encrypted() && !expired_) {
    wait_for(Waiting::linger);
    co_await transport_.close_notify();
  }
  transport_.close();
}

Awaitable<void> Connection::serve() {
  const bool agreed = co_await agree_on_encryption();
  if (!agreed) co_return transport_.close();
  for (auto persistence = co_await serve_one(); persistence == Persistence::keep_alive; persistence = co_await serve_one())
    wait_for(begin_ == end_ ? Waiting::idle : Waiting::head);
  co_await take_leave();
}

Awaitable<std::optional<Persistence>> Connection::serve_one() {
  auto head = co_await read_head();
  received_ = sent_ = 0;
  if (auto* refusal = std::get_if<Response>(&head)) {
    const Request unread{.remote = remote_, .id = new_request_id()};
    site_.application.turned_away({.at = TurnedAway::At::head, .remote = remote_, .why = refusal->body, .id = unread.id});
    co_await send(unread, *refusal, Persistence::close);
    co_await linger();
    co_return Persistence::close;
  }
  auto* request = std::get_if<Request>(&head);
  if (request == nullptr) co_return std::nullopt;
  request->remote = remote_;
  request->encrypted = transport_.encrypted();
  site_.proxies.look_behind(*request);
  co_return co_await answer(std::move(*request));
}

Awaitable<std::variant<std::monostate, Request, Response>> Connection::read_head() {
  while (true) {
    HeadScan scan = scan_head(arrived(), site_.limits);
    if (scan.state == HeadScan::State::refused) co_return std::move(scan.refusal);
    if (scan.state == HeadScan::State::complete) {
      auto parsed = parse_head(arrived().substr(scan.begin, scan.end - scan.begin), site_.limits);
      begin_ += scan.end;
      if (auto* request = std::get_if<Request>(&parsed)) co_return std::move(*request);
      co_return std::move(std::get<Response>(parsed));
    }
    if (site_.stopping && begin_ == end_) co_return std::monostate();
    const bool more = co_await fill();
    if (!more && expired_ && begin_ != end_) {
      expired_ = false;
      co_return text_response(Status::request_timeout, "The head of the request took too long (header_timeout_s).");
    }
    if (!more) co_return std::monostate();
    if (waiting_ == Waiting::idle) wait_for(Waiting::head);
  }
}

Awaitable<Persistence> Connection::answer(Request request) {
  const auto started = SteadyClock::now();
  BodyFraming framing(request);
  Response response = co_await respond(request, framing);
  bool keep = request.keep_alive && !site_.stopping && !expired_;
  if (keep && !framing.done()) {
    const bool never_sent = request.expects_continue && received_ == 0 && begin_ == end_;
    keep = !never_sent && co_await discard_rest(framing);
  }
  expired_ = false;
  keep = keep && frame_of(response, request) != BodyFrame::close;
  const auto persistence = keep ? Persistence::keep_alive : Persistence::close;
  if (keep && request.minor_version == 0) response.fields.push_back({"Connection", "keep-alive"});
  const bool sent = co_await send(request, response, persistence);
  const double took = std::chrono::duration<double>(SteadyClock::now() - started).count();
  site_.application.served({request, response, took, received_, sent_});
  if (sent && !framing.done()) co_await linger();
  co_return sent ? persistence : Persistence::close;
}

Awaitable<Response> Connection::respond(const Request& request, BodyFraming& framing) {
  if (request.content_length.value_or(0) > site_.limits.body_size_max)
    co_return text_response(Status::content_too_large,
                            fmt::format("The body is too large (body_size_max {} bytes).", site_.limits.body_size_max));
  wait_for(Waiting::worker);
  const auto executor = transport_.executor();
  std::function<Opened()> open = [this, &request] { return site_.application.open(request); };
  Opened opened = co_await on_worker<Opened>(site_.workers, executor, std::move(open));
  if (auto* response = std::get_if<Response>(&opened)) co_return std::move(*response);
  BodyReceiver& receiver = *std::get<std::unique_ptr<BodyReceiver>>(opened);
  auto refusal = co_await receive(request, framing, receiver);
  if (refusal) {
    refusal->about = receiver.about;
    co_return *std::move(refusal);
  }
  wait_for(Waiting::worker);
  std::function<Response()> finish = [&receiver] { return receiver.finish(); };
  Response response = co_await on_worker<Response>(site_.workers_of(receiver.worked_by()), executor, std::move(finish));
  response.about = receiver.about;
  co_return response;
}

Awaitable<std::optional<Response>> Connection::receive(const Request& request, BodyFraming& framing, BodyReceiver& receiver) {
  if (request.expects_continue && begin_ == end_ && !framing.done()) {
    const bool told = co_await write_all("HTTP/1.1 100 Continue\r\n\r\n");
    if (!told) co_return text_response(Status::bad_request, "The connection was lost.");
  }
  wait_for(Waiting::body);
  while (!framing.done()) {
    const auto step = framing.next(arrived());
    if (!step) co_return error_response(step.error());
    begin_ += step->consumed;
    received_ += step->data.size();
    if (received_ > site_.limits.body_size_max)
      co_return text_response(Status::content_too_large,
                              fmt::format("The body is too large (body_size_max {} bytes).", site_.limits.body_size_max));
    if (!step->data.empty())
      if (const auto written = receiver.write(step->data); !written) co_return error_response(written.error());
    if (step->consumed > 0 || framing.done()) continue;
    const bool more = co_await fill();
    if (!more && expired_) co_return text_response(Status::request_timeout, "The body arrived too slowly (rate_bytes_per_s).");
    if (!more) co_return text_response(Status::bad_request, "The body ended before its time.");
  }
  co_return std::nullopt;
}

Awaitable<bool> Connection::discard_rest(BodyFraming& framing) {
  if (framing.remaining() > discarded_max) co_return false;
  wait_for(Waiting::body);
  while (!framing.done()) {
    const auto step = framing.next(arrived());
    if (!step) co_return false;
    begin_ += step->consumed;
    if (step->consumed > 0) continue;
    const bool more = co_await fill();
    if (!more) co_return false;
  }
  co_return true;
}

/// Reads on for a while after a refusal: closing with unread bytes would reset the connection and lose the answer.
Awaitable<void> Connection::linger() {
  transport_.shutdown_send();
  wait_for(Waiting::linger);
  for (bool more = true; more;) {
    begin_ = end_ = 0;
    more = co_await fill();
  }
}

}  // namespace testledger
