#include "http/wire/request_head.hpp"

// The one file that knows Beast: its parser of heads, fed with bytes that scan_head has passed.
#define BOOST_ASIO_SEPARATE_COMPILATION
#include <fmt/format.h>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <random>

#include "core/letter_case.hpp"
#include "http/wire/header_value.hpp"

namespace testledger {
namespace {

namespace beast_http = boost::beast::http;
using Parser = beast_http::request_parser<beast_http::empty_body>;

constexpr std::size_t empty_lines_max = 2;
constexpr std::size_t request_id_length_max = 64;

HeadScan refused(Status status, std::string text) {
  HeadScan scan{.state = HeadScan::State::refused};
  scan.refusal = text_response(status, std::move(text));
  return scan;
}

HeadScan refused_beyond(Status status, std::string_view limit, std::size_t value) {
  return refused(status, fmt::format("The head of the request is too large ({} {}).", limit, value));
}

std::size_t after_empty_lines(std::string_view arrived) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < empty_lines_max && arrived.substr(begin).starts_with("\r\n"); ++i) begin += 2;
  return begin;
}

std::variant<Request, Response> bad(std::string text) { return text_response(Status::bad_request, std::move(text)); }

Method method_of(std::string_view name) {
  if (name == "GET") return Method::get;
  if (name == "HEAD") return Method::head;
  if (name == "POST") return Method::post;
  if (name == "PUT") return Method::put;
  if (name == "PATCH") return Method::patch;
  if (name == "DELETE") return Method::erase;
  if (name == "OPTIONS") return Method::options;
  return Method::other;
}

/// The path and query of an absolute target ("http://host/path"), which proxies send.
std::string origin_form(std::string_view target) {
  const auto scheme = target.find("://");
  if (target.starts_with('/') || scheme == std::string_view::npos) return std::string(target);
  const auto path = target.find('/', scheme + 3);
  return path == std::string_view::npos ? "/" : std::string(target.substr(path));
}

std::string request_id(std::string_view wished) {
  const bool decent = !wished.empty() && wished.size() <= request_id_length_max && std::ranges::all_of(wished, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
  return decent ? std::string(wished) : new_request_id();
}

struct Counts {
  std::size_t host = 0, length = 0, encoding = 0;
};

Counts count_of(const Parser::value_type& message) {
  return {message.count(beast_http::field::host), message.count(beast_http::field::content_length),
          message.count(beast_http::field::transfer_encoding)};
}

/// Why the framing cannot be trusted; nothing when it can.
std::optional<Response> framing_refusal(const Parser::value_type& message, const Counts& counts) {
  if (counts.length > 1) return text_response(Status::bad_request, "Content-Length is given more than once.");
  if (std::string_view(message[beast_http::field::content_length]).find_first_not_of("0123456789") != std::string_view::npos)
    return text_response(Status::bad_request, "Content-Length is not a number.");
  if (counts.encoding > 1) return text_response(Status::bad_request, "Transfer-Encoding is given more than once.");
  if (counts.encoding == 0) return std::nullopt;
  if (counts.length > 0) return text_response(Status::bad_request, "Content-Length and Transfer-Encoding exclude each other.");
  if (message.version() < 11) return text_response(Status::bad_request, "Transfer-Encoding needs HTTP/1.1.");
  if (!equal_ignoring_case(std::string_view(message[beast_http::field::transfer_encoding]), "chunked"))
    return text_response(Status::not_implemented, "The only Transfer-Encoding understood is chunked.");
  return std::nullopt;
}

std::variant<Request, Response> request_of(const Parser& parser, const Counts& counts) {
  const auto& message = parser.get();
  Request request;
  request.method = method_of(message.method_string());
  request.target = origin_form(message.target());
  for (const auto& field : message) request.fields.push_back({lower(field.name_string()), std::string(field.value())});
  request.id = request_id(request.field("x-request-id"));
  request.chunked = counts.encoding > 0;
  if (const auto length = parser.content_length()) request.content_length = *length;
  request.keep_alive = message.keep_alive();
  request.minor_version = message.version() < 11 ? 0 : 1;
  const std::string_view expect = request.field("expect");
  if (!expect.empty() && !equal_ignoring_case(expect, "100-continue"))
    return text_response(Status::expectation_failed, "The only Expect understood is 100-continue.");
  request.expects_continue = !expect.empty() && message.version() >= 11;
  return request;
}

}  // namespace

std::string new_request_id() {
  thread_local std::mt19937_64 random(std::random_device{}());
  return fmt::format("{:016x}", random());
}

std::string_view name_of(Method method) {
  static constexpr std::array<std::string_view, 8> names{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "OTHER"};
  return names[static_cast<std::size_t>(method)];
}

std::string_view Request::field(std::string_view lower_case_name) const {
  const auto found = std::ranges::find(fields, lower_case_name, &HeaderField::name);
  return found == fields.end() ? std::string_view() : std::string_view(found->value);
}

HeadScan scan_head(std::string_view arrived, const HttpLimits& limits) {
  const std::size_t begin = after_empty_lines(arrived);
  std::size_t line = begin, fields = 0, header_begin = begin;
  for (auto end = arrived.find('\n', line); end != std::string_view::npos; end = arrived.find('\n', line)) {
    if (end == line || arrived[end - 1] != '\r') return refused(Status::bad_request, "Lines of the head must end in CRLF.");
    const std::string_view text = arrived.substr(line, end - 1 - line);
    const bool first = line == begin;
    line = end + 1;
    if (text.find('\r') != std::string_view::npos) return refused(Status::bad_request, "Lines of the head must end in CRLF.");
    if (first && text.size() > limits.request_line_max)
      return refused_beyond(Status::uri_too_long, "request_line_max", limits.request_line_max);
    if (first) header_begin = line;
    if (!first && text.empty()) return {.state = HeadScan::State::complete, .begin = begin, .end = line};
    if (text.starts_with(' ') || text.starts_with('\t')) return refused(Status::bad_request, "Header fields must not be folded.");
    if (line - header_begin > limits.header_max) return refused_beyond(Status::header_too_large, "header_max", limits.header_max);
    if (!first && ++fields > limits.header_fields_max)
      return refused_beyond(Status::header_too_large, "header_fields_max", limits.header_fields_max);
  }
  if (line == begin && arrived.size() - begin > limits.request_line_max)
    return refused_beyond(Status::uri_too_long, "request_line_max", limits.request_line_max);
  if (line != begin && arrived.size() - header_begin > limits.header_max)
    return refused_beyond(Status::header_too_large, "header_max", limits.header_max);
  return {};
}

std::variant<Request, Response> parse_head(std::string_view head, const HttpLimits& limits) {
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(limits.request_line_max + limits.header_max + 64));
  parser.body_limit(boost::none);
  parser.eager(false);
  boost::beast::error_code problem;
  parser.put(boost::asio::buffer(head.data(), head.size()), problem);
  if (problem == beast_http::error::bad_version) return text_response(Status::version_not_supported, "This server speaks HTTP/1.1.");
  if (problem && problem != beast_http::error::need_buffer)
    return bad(fmt::format("The head of the request is malformed: {}.", problem.message()));
  if (!parser.is_header_done()) return bad("The head of the request is malformed.");
  const Counts counts = count_of(parser.get());
  if (counts.host > 1 || (counts.host == 0 && parser.get().version() >= 11)) return bad("A request names its host once.");
  if (auto refusal = framing_refusal(parser.get(), counts)) return *std::move(refusal);
  return request_of(parser, counts);
}

}  // namespace testledger
