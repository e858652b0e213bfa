#include "http/api.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <boost/json/value.hpp>

#include "core/clock.hpp"
#include "core/letter_case.hpp"
#include "core/log.hpp"
#include "http/identify.hpp"
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
  enum class Pace { quick, slow };
  struct Way {
    Pace pace = Pace::quick;
    std::string_view when_empty = {};  ///< what no body at all stands for
  };
  JsonReceiver(std::unique_ptr<Call> call, JsonHandler handler, std::size_t size_max, Way way)
      : call_(std::move(call)), handler_(handler), size_max_(size_max), way_(way) {}

  bool takes_long() const override { return way_.pace == Pace::slow; }

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

struct Hand {
  std::unique_ptr<Call> call;
  std::size_t json_body_max;

  Result<Opened> operator()(PlainHandler handler) { return Opened(TRY(handler(*call))); }
  Result<Opened> operator()(JsonHandler handler) { return receive(handler, {}); }
  Result<Opened> operator()(OptionalJson optional) { return receive(optional.handler, {.when_empty = "{}"}); }
  Result<Opened> operator()(SlowJsonHandler handler) { return receive(handler.handle, {.pace = JsonReceiver::Pace::slow}); }
  Result<Opened> operator()(BodyHandler handler) { return Opened(TRY(handler(std::move(call)))); }

 private:
  Result<Opened> receive(JsonHandler handler, JsonReceiver::Way way) {
    if (call->request.content_length.value_or(0) > json_body_max) return too_large(json_body_max);
    return Opened(std::unique_ptr<BodyReceiver>(std::make_unique<JsonReceiver>(std::move(call), handler, json_body_max, way)));
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

std::string_view deed_of(Right right) {
  switch (right) {
    case Right::read: return "look at anything";
    case Right::report: return "report anything";
    case Right::edit: return "change cases";
    case Right::administer: return "administer anything";
  }
  return "";
}

/// Whether a browser goes there, rather than a program that asks for data.
bool is_for_page(const Request& request) {
  return (request.method == Method::get || request.method == Method::head) &&
         request.field("accept").find("text/html") != std::string_view::npos;
}

log::Level level_of(Status status) { return static_cast<int>(status) >= 500 ? log::Level::error : log::Level::info; }

}  // namespace

Api::Api(Services services, const HttpLimits& limits, std::string_view base_path)
    : services_(services),
      limits_(limits),
      event_streams_(limits.event_streams_max),
      reception_(services.store, limits.requests_per_minute_max, limits.logins_per_minute_max) {
  if (auto target = read_target(base_path)) base_path_ = std::move(target->segments);
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
                                             services_,
                                             metrics_,
                                             event_streams_,
                                             request_keys_,
                                             reception_,
                                             limits_,
                                             std::move(target),
                                             {},
                                             {},
                                             std::move(match.captures)});
  TRY(admit(*call, *match.route));
  about.user = call->principal.name;
  if (const std::string_view coding = foreign_coding(request); !coding.empty()) return Opened(coding_refused(coding));
  return std::visit(Hand{std::move(call), limits_.json_body_max}, match.route->handler);
}

/// A proxy may as well have taken it off.
void Api::without_base(std::vector<std::string>& segments) const {
  const auto [base, rest] = std::ranges::mismatch(base_path_, segments);
  if (base == base_path_.end()) segments.erase(segments.begin(), rest);
}

/// Who asks, whether they come too often, and what they may.
Result<void> Api::admit(Call& call, const Route& route) {
  if (route.access == Access::anyone) return {};
  call.principal = TRY(identify(call.request, services_.store));
  const Principal& who = call.principal;
  TRY(reception_.admit(who, call.request.remote));
  if (const auto right = right_of(route.access)) return admit_to_project(call, *right);
  const bool may = route.access == Access::user || (route.access == Access::self && who.is_whole()) || who.may_administer_server();
  if (may) return {};
  reception_.notes.happened(call.audit("access.refused", std::string(route.pattern)));
  return Error{ErrorCode::forbidden,
               route.access == Access::server ? "That is for administrators of the server, with their own login or a token without limits."
                                              : "That is for people themselves, not for a token that is limited.",
               {},
               {}};
}

/// Whether the project is there for them. A project that one may not see is not there.
Result<void> Api::admit_to_project(Call& call, Right right) {
  const std::string named(call.captured("project"));
  const auto project = TRY(services_.store.find_project(named));
  if (project && call.principal.may(right, project->id)) {
    call.project = *project;
    return {};
  }
  reception_.notes.happened(call.audit("access.refused", fmt::format("{} {}", name_of(right), named)));
  if (!project || !call.principal.may(Right::read, project->id)) return Error{ErrorCode::not_found, "Project not found : " + named, {}, {}};
  return Error{ErrorCode::forbidden, fmt::format("You may not {} in project {}.", deed_of(right), project->key), {}, {}};
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

void Api::connections_changed(std::int64_t now_open) { metrics_.connections(now_open); }

}  // namespace testledger
