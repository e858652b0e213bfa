// Files for browsers that are part of the program.
#include <openssl/rand.h>

#include <algorithm>

#include <fmt/format.h>

#include "core/letter_case.hpp"
#include "http/assets.hpp"
#include "http/endpoints/handlers.hpp"

namespace testledger {
namespace {

const Asset* asset_of(std::string_view name) {
  const auto all = assets();
  const auto found = std::ranges::lower_bound(all, name, {}, &Asset::name);
  return found != all.end() && found->name == name ? &*found : nullptr;
}

bool takes_gzip(const Request& request) {
  const std::string_view accepted = request.field("accept-encoding");
  return accepted.find("gzip") != std::string_view::npos && accepted.find("gzip;q=0") == std::string_view::npos;
}

/// 128 random bits that only this answer's scripts carry.
Result<std::string> new_nonce() {
  unsigned char bytes[16];
  if (RAND_bytes(bytes, sizeof bytes) != 1) return Error{ErrorCode::internal, "No random numbers are to be had.", {}, "RAND_bytes"};
  std::string text;
  for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

void replace_all(std::string& text, std::string_view mark, std::string_view with) {
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + with.size())) text.replace(at, mark.size(), with);
}

/// A page with its scripts allowed to run, and nothing else: also what people upload here may not (reliability 3.5). `base` leads from
/// the page's address to that of the start page.
Result<Response> page(std::string_view name, std::string_view base) {
  const Asset* asset = asset_of(name);
  if (asset == nullptr) return Error{ErrorCode::internal, "The page is not part of this program.", {}, std::string(name)};
  const std::string nonce = TRY(new_nonce());
  Response response;
  response.content_type = html_type;
  response.body = std::string(asset->content);
  replace_all(response.body, "@NONCE@", nonce);
  replace_all(response.body, "@BASE@", base);
  response.content_policy = fmt::format(
      "default-src 'none'; script-src 'nonce-{0}' 'strict-dynamic'; style-src 'self' 'nonce-{0}'; img-src 'self' data: blob:; "
      "media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
      nonce);
  return response;
}

/// What leads from where the browser is to the start page. A proxy may have taken something off the path before we saw it, so it is
/// relative: a step up for each slash behind the application's first segment.
std::string way_to_start(const Call& call) {
  std::string_view path = call.request.target;
  path = path.substr(0, path.find('?'));
  std::string way = "./";
  std::size_t segments = call.target.segments.size();
  for (std::size_t end = path.size(); segments > 0; end = path.rfind('/', end - 1)) {
    const std::size_t slash = path.rfind('/', end - 1);
    if (slash + 1 < end) --segments;
    if (segments > 0) way += "../";
  }
  return way;
}

}  // namespace

Result<Response> show_page(const Call& call) { return page("index.html", way_to_start(call)); }

Result<Response> show_api_page(const Call&) { return page("api-docs.html", "./"); }

Result<Response> send_asset(const Call& call) {
  const Asset* asset = asset_of(call.captured("asset"));
  if (asset == nullptr) return Error{ErrorCode::not_found, "There is no such file."};
  Response response;
  response.cache_policy = asset->cache_policy;
  response.fields = {{"ETag", std::string(asset->etag)}, {"Vary", "Accept-Encoding"}};
  if (call.request.field("if-none-match").find(asset->etag) != std::string_view::npos) {
    response.status = Status::not_modified;
    return response;
  }
  const bool gzipped = takes_gzip(call.request);
  if (gzipped) response.fields.push_back({"Content-Encoding", "gzip"});
  response.content_type = asset->content_type;
  response.body = std::string(gzipped ? asset->gzipped : asset->content);
  return response;
}

}  // namespace testledger
