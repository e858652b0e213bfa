// How a connection sends its answers: whole, or piece by piece from their source.
#include <fmt/format.h>
#include <poll.h>

#include "core/log.hpp"
#include "http/wire/connection.hpp"
#include "http/wire/on_worker.hpp"

namespace testledger {
namespace {

constexpr std::size_t joined_body_max = 16 * 1024;  // answers up to this size leave in one piece with their head
constexpr std::chrono::milliseconds pause_when_crowded{200};

bool is_piece(const std::optional<Result<BodyStep>>& step) { return step && *step && std::holds_alternative<std::string_view>(**step); }

/// Also half of a farewell counts: who listens to a source that may pause for hours keeps the connection whole.
bool client_has_left(int descriptor) {
  pollfd peer{descriptor, POLLRDHUP, 0};
  return ::poll(&peer, 1, 0) > 0;
}

Error wrong_size(std::uint64_t told) { return {ErrorCode::internal, fmt::format("The source does not give the {} bytes it told.", told)}; }

}  // namespace

struct Connection::Brought {
  Brought(Result<BodyStep> given) : step(std::move(given)) {}
  /// No worker had time for it, or the source threw.
  Brought(const Response& refusal) : step(BodyStep(Later{pause_when_crowded})) {
    if (refusal.status != Status::unavailable) step = Error{ErrorCode::internal, refusal.body, {}, refusal.detail};
  }
  Result<BodyStep> step;
};

Awaitable<bool> Connection::send(const Request& request, Response& response, Persistence persistence) {
  wait_for(Waiting::answer);
  describe_problem(response, request);
  std::string head = response_head(response, request, persistence);
  const bool bodiless = request.method == Method::head;
  const std::string_view body = bodiless ? std::string_view() : std::string_view(response.body);
  const bool joined = body.size() <= joined_body_max;
  if (joined) head += body;
  const bool begun = co_await write_all(head);
  if (!begun) co_return false;
  if (response.source && !bodiless) co_return co_await send_source(request, response);
  const bool sent = joined || co_await write_all(body);
  if (sent) sent_ = body.size();
  co_return sent;
}

/// False when not all could be sent: the client must not take the connection for a good one.
Awaitable<bool> Connection::send_source(const Request& request, Response& response) {
  const BodyFrame frame = frame_of(response, request);
  const std::uint64_t size_max = response.source_size.value_or(UINT64_MAX);
  auto step = co_await next_step(response.source);
  for (; is_piece(step); step = co_await next_step(response.source)) {
    const std::string_view piece = std::get<std::string_view>(**step);
    if (piece.empty()) continue;  // as a chunk it would be the last
    if (piece.size() > size_max - sent_) break;
    const std::string chunk = frame == BodyFrame::chunks ? fmt::format("{:x}\r\n{}\r\n", piece.size(), piece) : std::string();
    wait_for(Waiting::answer);
    const bool sent = co_await write_all(chunk.empty() ? piece : std::string_view(chunk));
    if (!sent) co_return false;
    sent_ += piece.size();
  }
  if (!step) co_return false;
  const bool ended = step->has_value() && std::holds_alternative<BodyEnd>(**step);
  if (ended && frame == BodyFrame::chunks) co_return co_await write_all("0\r\n\r\n");
  if (ended && (frame == BodyFrame::close || sent_ == size_max)) co_return true;
  const Error error = step->has_value() ? wrong_size(size_max) : step->error();
  response.detail = error.message + " " + error.detail;
  log::write(log::Level::error, "an answer was cut short", {{"id", request.id}, {"detail", response.detail}});
  co_return false;
}

/// Nothing when the client has left. A source that has nothing to send yet ends when the server stops.
Awaitable<Connection::Step> Connection::next_step(std::shared_ptr<BodySource> source) {
  while (true) {
    wait_for(Waiting::worker);
    std::function<Brought()> ask = [source] { return Brought(source->next()); };
    const Brought brought = co_await on_worker<Brought>(site_.workers, transport_.executor(), std::move(ask));
    const auto* later = brought.step ? std::get_if<Later>(&*brought.step) : nullptr;
    if (later == nullptr) co_return brought.step;
    wait_for(Waiting::source);
    timer_.expires_after(later->pause);
    if (!site_.stopping) co_await timer_.async_wait(no_throw);
    if (site_.stopping) co_return Result<BodyStep>(BodyEnd());
    if (client_has_left(transport_.descriptor())) co_return std::nullopt;
  }
}

Awaitable<bool> Connection::write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    if (expired_) co_return false;
    const auto [problem, count] = co_await transport_.write_some(asio::buffer(bytes.data(), bytes.size()));
    if (problem) co_return false;
    bytes.remove_prefix(count);
    moved_ += count;
  }
  co_return true;
}

}  // namespace testledger
