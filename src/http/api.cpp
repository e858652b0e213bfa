#include "http/api.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <boost/json/value.hpp>

#include "core/clock.hpp"
#include "core/letter_case.hpp"
#include "core/log.hpp"
#include "http/admission.hpp"
#include "http/json/json_body.hpp"
#include "http/logged_target.hpp"

namespace testledger {
namespace {

constexpr std::string_view unknown_path = "Resource Not Found. Please check the URL.";

Error too_large(std::size_t json_body_max) {
  return {ErrorCode::limit_exceeded, fmt::format("The JSON body is too large (json_body_max {} bytes).", json_body_max), {}, {}};
}

/// Collects a JSON body and hands it to its handler.
class JsonReceiver final : public BodyReceiver {
 public:
  struct Way {
    WorkedBy by = WorkedBy::quick;
    std::string_view when_empty = {};  ///< what no body at all stands for
  };
  JsonReceiver(std::unique_ptr<Call> call, JsonHandler handler, std::size_t size_max, Way way)
      : call_(std::move(call)), handler_(handler), size_max_(size_max), way_(way) {}

  WorkedBy worked_by() const override { return way_.by; }

  Result<void> write(std::string_view piece) override {
    if (body_.size() + piece.size() > size_max_) return too_large(size_max_);
    body_ += piece;
    return {};
  }

  Response finish() override {
    const auto answer = handle();
    return answer ? *answer : error_response(answer.error());
  }

 private:
  Result<Response> handle() { return handler_(*call_, TRY(read_json(body_.empty() ? way_.when_empty : body_))); }

  std::unique_ptr<Call> call_;
  JsonHandler handler_;
  std::size_t size_max_;
  Way way_;
  std::string body_;
};

/// Answers on path and query alone, but on a worker for what waits for others.
class SlowAnswer final : public BodyReceiver {
 public:
  SlowAnswer(std::unique_ptr<Call> call, PlainHandler handler) : call_(std::move(call)), handler_(handler) {}

  WorkedBy worked_by() const override { return WorkedBy::logins; }
  Result<void> write(std::string_view) override { return Error{ErrorCode::invalid_argument, "This request has no body.", {}, {}}; }
  Response finish() override {
    const auto answer = handler_(*call_);
    return answer ? *answer : error_response(answer.error());
  }

 private:
  std::unique_ptr<Call> call_;
  PlainHandler handler_;
};

/// Lets a request go on only if it would still be admitted when its body is there.
class AdmittedTwice final : public BodyReceiver {
 public:
  /// The call is the receiver's.
  AdmittedTwice(Call& call, std::unique_ptr<BodyReceiver> receiver) : call_(call), receiver_(std::move(receiver)) {}

  WorkedBy worked_by() const override { return receiver_->worked_by(); }
  Result<void> write(std::string_view piece) override { return receiver_->write(piece); }
  Response finish() override {
    const auto admitted = admit_again(call_);
    return admitted ? receiver_->finish() : error_response(admitted.error());
  }

 private:
  Call& call_;
  std::unique_ptr<BodyReceiver> receiver_;
};

struct Hand {
  std::unique_ptr<Call> call;
  std::size_t json_body_max;

  Result<Opened> operator()(PlainHandler handler) { return Opened(TRY(handler(*call))); }
  Result<Opened> operator()(SlowHandler handler) {
    Call& of = *call;
    return twice(of, std::make_unique<SlowAnswer>(std::move(call), handler.handle));
  }
  Result<Opened> operator()(JsonHandler handler) { return receive(handler, {}); }
  Result<Opened> operator()(OptionalJson optional) { return receive(optional.handler, {.when_empty = "{}"}); }
  Result<Opened> operator()(SlowJsonHandler handler) { return receive(handler.handle, {.by = WorkedBy::logins}); }
  Result<Opened> operator()(BodyHandler handler) {
    Call& of = *call;
    return twice(of, TRY(handler(std::move(call))));
  }

 private:
  Result<Opened> receive(JsonHandler handler, JsonReceiver::Way way) {
    if (call->request.content_length.value_or(0) > json_body_max) return too_large(json_body_max);
    Call& of = *call;
    return twice(of, std::make_unique<JsonReceiver>(std::move(call), handler, json_body_max, way));
  }
  static Opened twice(Call& of, std::unique_ptr<BodyReceiver> receiver) {
    return Opened(std::unique_ptr<BodyReceiver>(std::make_unique<AdmittedTwice>(of, std::move(receiver))));
  }
};

/// The coding of a body that nobody here undoes; empty when there is none. Taking it for plain would lead to a wrong refusal.
std::string_view foreign_coding(const Request& request) {
  for (const HeaderField& field : request.fields)
    if (field.name == "content-encoding" && !field.value.empty() && !equal_ignoring_case(field.value, "identity")) return field.value;
  return {};
}

Response coding_refused(std::string_view coding) {
  constexpr std::size_t shown_max = 40;
  Response response =
      text_response(Status::unsupported_media_type,
                    fmt::format("Content-Encoding {} is not supported. Send the body uncompressed, without Content-Encoding.",
                                coding.substr(0, shown_max)));
  response.fields.push_back({"Accept-Encoding", "identity"});
  return response;
}

Response method_refused(const std::vector<Method>& allowed) {
  std::string names;
  for (const Method method : allowed) names += (names.empty() ? "" : ", ") + std::string(name_of(method));
  Response response = text_response(Status::method_not_allowed, "The method is not allowed here. Allowed: " + names + ".");
  response.fields.push_back({"Allow", names});
  return response;
}

log::Level level_of(Status status) { return static_cast<int>(status) >= 500 ? log::Level::error : log::Level::info; }

}  // namespace

Api::Api(Services services, const HttpLimits& limits, const Whereabouts& place)
    : services_(services),
      limits_(limits),
      address_(place.public_url, place.base_path),
      event_streams_(limits.event_streams_max),
      reception_(services.store, services.store, limits.requests_per_minute_max, limits.logins_per_minute_max) {
  if (auto target = read_target(place.base_path)) base_path_ = std::move(target->segments);
}

Opened Api::open(const Request& request) {
  Annotation about;
  auto dispatched = dispatch(request, about);
  Opened opened = dispatched ? *std::move(dispatched) : Opened(error_response(dispatched.error()));
  if (auto* response = std::get_if<Response>(&opened))
    response->about = std::move(about);
  else
    std::get<std::unique_ptr<BodyReceiver>>(opened)->about = std::move(about);
  return opened;
}

Result<Opened> Api::dispatch(const Request& request, Annotation& about) {
  if (request.method == Method::other) return Opened(text_response(Status::method_not_allowed, "The method is not understood."));
  RequestTarget target = TRY(read_target(request.target));
  without_base(target.segments);
  RouteMatch match = find_route(routes(), request.method, target.segments);
  if (match.allowed.empty() && is_for_page(request) && is_page_address(routes(), target.segments))
    match = find_route(routes(), request.method, {});
  if (match.route == nullptr && !match.allowed.empty()) return Opened(method_refused(match.allowed));
  if (match.route == nullptr) return Opened(text_response(Status::not_found, std::string(unknown_path)));
  about.route = match.route->pattern.empty() ? "/" : match.route->pattern;
  auto call = std::unique_ptr<Call>(new Call{request,
                                             *match.route,
                                             services_,
                                             metrics_,
                                             event_streams_,
                                             request_keys_,
                                             reception_,
                                             limits_,
                                             address_,
                                             std::move(target),
                                             {},
                                             {},
                                             std::move(match.captures)});
  TRY(admit(*call));
  about.user = call->principal.name;
  if (const std::string_view coding = foreign_coding(request); !coding.empty()) return Opened(coding_refused(coding));
  return std::visit(Hand{std::move(call), limits_.json_body_max}, match.route->handler);
}

/// A proxy may as well have taken it off.
void Api::without_base(std::vector<std::string>& segments) const {
  const auto [base, rest] = std::ranges::mismatch(base_path_, segments);
  if (base == base_path_.end()) segments.erase(segments.begin(), rest);
}

void Api::served(const Served& served) {
  const Response& response = served.response;
  metrics_.served(served);
  log::write(level_of(response.status), "request",
             {{"id", served.request.id},
              {"remote", served.request.remote},
              {"user", response.about.user},
              {"method", name_of(served.request.method)},
              {"target", logged_target(served.request.target)},
              {"route", response.about.route},
              {"status", static_cast<std::int64_t>(response.status)},
              {"seconds", served.seconds},
              {"received", static_cast<std::int64_t>(served.received)},
              {"sent", static_cast<std::int64_t>(served.sent)},
              {"detail", response.detail}});
}

void Api::connections_changed(std::int64_t now_open) {
  metrics_.connections(now_open);
  door_log_.catch_up(steady_now());
}

void Api::turned_away(const TurnedAway& who) { door_log_.tell(who, steady_now()); }

}  // namespace testledger
