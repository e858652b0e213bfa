#include "oidc/fetch.hpp"

#include <curl/curl.h>

#include <memory>

namespace testledger {
namespace {

constexpr long connect_time_max_s = 5;

struct CurlFreed {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(char* text) const { curl_free(text); }
};
using Handle = std::unique_ptr<CURL, CurlFreed>;

/// One part of a URL; "" when it has none, or is no URL.
std::string part_of(const std::string& url, CURLUPart part) {
  const std::unique_ptr<CURLU, CurlFreed> parsed(curl_url());
  char* text = nullptr;
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return {};
  if (curl_url_get(parsed.get(), part, &text, 0) != CURLUE_OK) return {};
  const std::unique_ptr<char, CurlFreed> owned(text);
  return text;
}

bool is_this_machine(const std::string& host) { return host == "localhost" || host == "127.0.0.1" || host == "[::1]"; }

std::string encoded(const std::string& text) {
  const std::unique_ptr<char, CurlFreed> escaped(curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size())));
  return escaped ? escaped.get() : "";
}

std::size_t take(char* data, std::size_t, std::size_t size, void* into) {
  auto& body = *static_cast<std::string*>(into);
  if (body.size() + size > provider_answer_max) return 0;
  body.append(data, size);
  return size;
}

Result<Fetched> perform(const Handle& handle, const std::string& url, const std::string& ca_file) {
  Fetched answer;
  if (!is_safe_address(url)) return provider_unusable(url + ": neither https nor http to this machine");
  if (is_this_machine(part_of(url, CURLUPART_HOST))) curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");
  if (!ca_file.empty()) curl_easy_setopt(handle.get(), CURLOPT_CAINFO, ca_file.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle.get(), CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle.get(), CURLOPT_CONNECTTIMEOUT, connect_time_max_s);
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT, provider_time_max_s);
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &answer.body);
  if (const CURLcode code = curl_easy_perform(handle.get()); code != CURLE_OK)
    return provider_unusable(url + ": " + (code == CURLE_WRITE_ERROR ? "longer than provider_answer_max" : curl_easy_strerror(code)));
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  return answer;
}

}  // namespace

std::string form_encoded(const UrlencodedForm& fields) {
  std::string form;
  for (const auto& [name, value] : fields) form += (form.empty() ? "" : "&") + name + "=" + encoded(value);
  return form;
}

bool is_safe_address(const std::string& url) {
  const std::string scheme = part_of(url, CURLUPART_SCHEME);
  return scheme == "https" || (scheme == "http" && is_this_machine(part_of(url, CURLUPART_HOST)));
}

Error provider_unusable(std::string reason) {
  return {ErrorCode::unavailable, "The provider of logins does not answer as it should. Try again in a moment.", {}, std::move(reason)};
}

Result<std::string> Fetcher::get(const std::string& url) const {
  Fetched answer = TRY(perform(Handle(curl_easy_init()), url, ca_file_));
  if (answer.status != 200) return provider_unusable(url + ": status " + std::to_string(answer.status));
  return std::move(answer.body);
}

Result<Fetched> Fetcher::post(const std::string& url, const UrlencodedForm& fields, const BasicCredentials* credentials) const {
  const Handle handle(curl_easy_init());
  const std::string form = form_encoded(fields);
  if (credentials != nullptr) {
    curl_easy_setopt(handle.get(), CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    curl_easy_setopt(handle.get(), CURLOPT_USERNAME, encoded(credentials->name).c_str());  // encoded: RFC 6749, 2.3.1
    curl_easy_setopt(handle.get(), CURLOPT_PASSWORD, encoded(credentials->password).c_str());
  }
  curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(form.size()));
  curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, form.c_str());
  return perform(handle, url, ca_file_);
}

}  // namespace testledger
