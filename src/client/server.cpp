#include "client/server.hpp"

#include "client/curl_request.hpp"

namespace testledger {
namespace {

constexpr std::string_view root_prefix = "/aio-tcms/api/v1";
constexpr std::string_view context_prefix = "/rest/aio-tcms-api/1.0";

}  // namespace

std::string api_base(std::string url) {
  const auto strip_slashes = [&url] {
    while (url.ends_with('/')) url.pop_back();
  };
  strip_slashes();
  for (const std::string_view prefix : {root_prefix, context_prefix})
    if (url.ends_with(prefix)) url.resize(url.size() - prefix.size());
  strip_slashes();
  const auto scheme = url.find("://");
  const bool has_context = url.find('/', scheme == std::string::npos ? 0 : scheme + 3) != std::string::npos;
  return url.append(has_context ? context_prefix : root_prefix);
}

std::string path_segment(const std::string& name) {
  const std::unique_ptr<char, CurlFreed> text(curl_easy_escape(nullptr, name.data(), static_cast<int>(name.size())));
  return text.get();
}

Result<ServerAnswer> post_json(const ServerAddress& server, const std::string& path, const std::string& body) {
  CurlRequest request(server, path);
  request.add_header("Accept: application/json");
  request.add_header("Content-Type: application/json");
  curl_easy_setopt(request.handle(), CURLOPT_POSTFIELDS, body.data());
  curl_easy_setopt(request.handle(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  return request.perform();
}

Result<ServerAnswer> get_json(const ServerAddress& server, const std::string& path) {
  CurlRequest request(server, path);
  request.add_header("Accept: application/json");
  return request.perform();
}

Result<ServerAnswer> get_stream(const ServerAddress& server, const std::string& path, const std::vector<std::string>& headers,
                                const BodySink& sink) {
  CurlRequest request(server, path);
  for (const std::string& header : headers) request.add_header(header);
  request.give_body_to(sink);
  return request.perform();
}

}  // namespace testledger
