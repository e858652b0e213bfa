#include "client/curl_request.hpp"

#include <algorithm>

namespace testledger {
namespace {

constexpr long connect_timeout_s = 20;
constexpr std::size_t answer_size_max = 256 * 1024 * 1024;
constexpr curl_off_t sent_step_min = 16 * 1024;  ///< while a file leaves, less than this within the timeout is no progress

/// Whether sending the same again can never help.
bool is_hopeless(CURLcode code) {
  static constexpr CURLcode hopeless[] = {CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT,       CURLE_PEER_FAILED_VERIFICATION,
                                          CURLE_SSL_CERTPROBLEM,      CURLE_SSL_CACERT_BADFILE,  CURLE_OUT_OF_MEMORY,
                                          CURLE_WRITE_ERROR,          CURLE_ABORTED_BY_CALLBACK, CURLE_READ_ERROR};
  return std::ranges::find(hopeless, code) != std::end(hopeless);
}

}  // namespace

CurlRequest::CurlRequest(const ServerAddress& server, const std::string& path) : server_(server), handle_(curl_easy_init()) {
  curl_easy_setopt(handle(), CURLOPT_URL, (api_base(server.url) + path).c_str());
  add_header("Authorization: Bearer " + server.token);
}

void CurlRequest::add_header(const std::string& header) { headers_.reset(curl_slist_append(headers_.release(), header.c_str())); }

std::size_t CurlRequest::take_header(char* data, std::size_t, std::size_t size, void* request) {
  const std::string_view line(data, size);
  bool& whole = static_cast<CurlRequest*>(request)->head_is_whole_;
  if (line == "\r\n" || line == "\n") whole = true;
  if (line.starts_with("HTTP/")) whole = false;  // behind the head of a "100 Continue"
  return size;
}

std::size_t CurlRequest::take_body(char* data, std::size_t, std::size_t size, void* request) {
  auto& self = *static_cast<CurlRequest*>(request);
  long status = 0;
  curl_easy_getinfo(self.handle(), CURLINFO_RESPONSE_CODE, &status);
  if (self.sink_ && status == 200) {
    self.sink_is_done_ = !self.sink_({data, size});
    return self.sink_is_done_ ? 0 : size;
  }
  if (self.answer_.body.size() + size > answer_size_max) return 0;
  self.answer_.body.append(data, size);
  return size;
}

/// Called by the library whenever something moves, and about once a second when nothing does.
int CurlRequest::look_at_progress(void* request, curl_off_t, curl_off_t received, curl_off_t total, curl_off_t sent) {
  auto& self = *static_cast<CurlRequest*>(request);
  if (self.progress_ && total > 0) self.progress_(static_cast<std::uint64_t>(sent), static_cast<std::uint64_t>(total));
  const curl_off_t step = sent < total ? std::min(sent_step_min, total - sent) : 1;
  if (sent + received - self.moved_ >= step) {
    self.since_ = Clock::now();
    self.moved_ = sent + received;
  }
  self.timed_out_ = Clock::now() - self.since_ > self.server_.timeout;
  return self.timed_out_ ? 1 : 0;
}

void CurlRequest::set_options() {
  curl_easy_setopt(handle(), CURLOPT_PROTOCOLS_STR, "http,https");
  if (!server_.ca_file.empty()) curl_easy_setopt(handle(), CURLOPT_CAINFO, server_.ca_file.c_str());
  curl_easy_setopt(handle(), CURLOPT_HTTPHEADER, headers_.get());
  curl_easy_setopt(handle(), CURLOPT_CONNECTTIMEOUT, connect_timeout_s);
  curl_easy_setopt(handle(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle(), CURLOPT_ERRORBUFFER, reason_);
  curl_easy_setopt(handle(), CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(handle(), CURLOPT_HEADERDATA, this);
  curl_easy_setopt(handle(), CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(handle(), CURLOPT_WRITEDATA, this);
  curl_easy_setopt(handle(), CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle(), CURLOPT_XFERINFOFUNCTION, look_at_progress);
  curl_easy_setopt(handle(), CURLOPT_XFERINFODATA, this);
}

Result<ServerAnswer> CurlRequest::perform() {
  set_options();
  since_ = Clock::now();
  const CURLcode code = curl_easy_perform(handle());
  if (code != CURLE_OK && !sink_is_done_) return no_answer(code);
  // The library takes a connection that ends within the head for an answer without a body.
  long status = 0;
  curl_off_t seconds = 0;
  curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &status);
  if (!head_is_whole_ || status < 200) return no_answer(CURLE_PARTIAL_FILE);
  curl_easy_getinfo(handle(), CURLINFO_RETRY_AFTER, &seconds);
  answer_.status = static_cast<int>(status);
  if (seconds > 0) answer_.retry_after = std::chrono::seconds(seconds);
  return std::move(answer_);
}

/// Why there is no answer, with the remedy.
Error CurlRequest::no_answer(CURLcode code) const {
  const std::string begin = "no answer from " + server_.url + ": ";
  if (timed_out_) {
    const std::string reason = begin + "nothing moved for " + std::to_string(server_.timeout.count()) + " seconds";
    return {ErrorCode::unavailable,
            reason + ". Check that a Testledger server runs there; raise --timeout if it only needs longer.",
            {},
            reason};
  }
  const std::string reason = begin + (*reason_ ? reason_ : curl_easy_strerror(code));
  return {is_hopeless(code) ? ErrorCode::invalid_argument : ErrorCode::unavailable,
          reason + ". Check --url and that the server runs.",
          {},
          reason};
}

}  // namespace testledger
