#include "client/upload.hpp"

#include <curl/curl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace testledger {
namespace {

constexpr std::string_view root_prefix = "/aio-tcms/api/v1";
constexpr std::string_view context_prefix = "/rest/aio-tcms-api/1.0";
constexpr long connect_timeout_s = 20;
constexpr std::size_t answer_size_max = 256 * 1024 * 1024;
constexpr curl_off_t sent_step_min = 16 * 1024;  ///< while a file leaves, less than this within the timeout is no progress

struct Freed {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(curl_mime* mime) const { curl_mime_free(mime); }
  void operator()(char* text) const { curl_free(text); }
};
using Handle = std::unique_ptr<CURL, Freed>;
using Headers = std::unique_ptr<curl_slist, Freed>;
using Mime = std::unique_ptr<curl_mime, Freed>;
using CurlText = std::unique_ptr<char, Freed>;

std::string escaped(CURL* handle, const std::string& segment) {
  const CurlText text(curl_easy_escape(handle, segment.c_str(), static_cast<int>(segment.size())));
  return text.get();
}

std::size_t take_answer(char* data, std::size_t, std::size_t size, void* body) {
  auto& answer = *static_cast<std::string*>(body);
  if (answer.size() + size > answer_size_max) return 0;
  answer.append(data, size);
  return size;
}

using Clock = std::chrono::steady_clock;

/// Ends a transfer that makes no progress, and tells of the one that does.
struct Watch {
  std::chrono::seconds timeout;
  const UploadProgress& tell;
  Clock::time_point since = Clock::now();  ///< the last progress
  curl_off_t moved = 0;                    ///< bytes until then, in both directions
};

/// Called by the library whenever something moves, and about once a second when nothing does.
int look_at_progress(void* data, curl_off_t, curl_off_t received, curl_off_t total, curl_off_t sent) {
  auto& watch = *static_cast<Watch*>(data);
  if (watch.tell && total > 0) watch.tell(static_cast<std::uint64_t>(sent), static_cast<std::uint64_t>(total));
  const curl_off_t step = sent < total ? std::min(sent_step_min, total - sent) : 1;
  if (sent + received - watch.moved >= step) {
    watch.since = Clock::now();
    watch.moved = sent + received;
  }
  return Clock::now() - watch.since > watch.timeout ? 1 : 0;
}

/// A file read by position, so that the library may begin anew and the caller's descriptor serves several requests.
struct FilePart {
  int file;
  curl_off_t position = 0;
};

std::size_t read_file(char* buffer, std::size_t size, std::size_t count, void* data) {
  auto& part = *static_cast<FilePart*>(data);
  const ssize_t length = pread(part.file, buffer, size * count, part.position);
  if (length < 0) return CURL_READFUNC_ABORT;
  part.position += length;
  return static_cast<std::size_t>(length);
}

int seek_file(void* data, curl_off_t offset, int origin) {
  if (origin != SEEK_SET) return CURL_SEEKFUNC_CANTSEEK;
  static_cast<FilePart*>(data)->position = offset;
  return CURL_SEEKFUNC_OK;
}

Headers request_headers(const ServerAddress& server, const char* content_type) {
  Headers headers(curl_slist_append(nullptr, ("Authorization: Bearer " + server.token).c_str()));
  headers.reset(curl_slist_append(headers.release(), "Accept: application/json"));
  if (content_type) headers.reset(curl_slist_append(headers.release(), content_type));
  return headers;
}

/// Why there is no answer, with the remedy.
Error no_answer(CURLcode code, const ServerAddress& server, std::string_view reason) {
  std::string text = "no answer from " + server.url + ": ";
  if (code == CURLE_ABORTED_BY_CALLBACK)
    text += "nothing moved for " + std::to_string(server.timeout.count()) +
            " seconds. Check that a Testledger server runs there; raise --timeout if it only needs longer.";
  else
    text += std::string(reason.empty() ? curl_easy_strerror(code) : reason) + ". Check --url and that the server runs.";
  return {ErrorCode::unavailable, std::move(text)};
}

Result<ServerAnswer> perform(CURL* handle, const ServerAddress& server, const std::string& url, const Headers& headers,
                             const UploadProgress& progress) {
  ServerAnswer answer;
  char reason[CURL_ERROR_SIZE] = "";
  Watch watch{server.timeout, progress};
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, connect_timeout_s);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, reason);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_answer);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer.body);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, look_at_progress);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &watch);
  if (const CURLcode code = curl_easy_perform(handle); code != CURLE_OK) return no_answer(code, server, reason);
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  return answer;
}

void add_field(curl_mime* form, const std::string& name, const std::string& value) {
  curl_mimepart* part = curl_mime_addpart(form);
  curl_mime_name(part, name.c_str());
  curl_mime_data(part, value.data(), value.size());
}

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

Result<ServerAnswer> upload_report(const ServerAddress& server, const Upload& upload, const UploadProgress& progress) {
  FilePart part{upload.file};
  const Handle handle(curl_easy_init());
  const Mime form(curl_mime_init(handle.get()));
  for (const auto& [name, value] : upload.fields) add_field(form.get(), name, value);
  curl_mimepart* file = curl_mime_addpart(form.get());
  curl_mime_name(file, "file");
  curl_mime_filename(file, upload.file_name.c_str());
  curl_mime_type(file, "application/octet-stream");
  curl_mime_data_cb(file, static_cast<curl_off_t>(upload.size), read_file, seek_file, nullptr, &part);

  const std::string url = api_base(server.url) + "/project/" + escaped(handle.get(), upload.project) + "/testcycle/" +
                          escaped(handle.get(), upload.cycle) + "/import/results" +
                          (upload.delivery == Delivery::as_batch ? "/batch" : "") + "?type=" + escaped(handle.get(), upload.type);
  const Headers headers = request_headers(server, nullptr);
  curl_easy_setopt(handle.get(), CURLOPT_MIMEPOST, form.get());
  return perform(handle.get(), server, url, headers, progress);
}

Result<ServerAnswer> post_json(const ServerAddress& server, const std::string& path, const std::string& body) {
  const Handle handle(curl_easy_init());
  const Headers headers = request_headers(server, "Content-Type: application/json");
  curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, body.data());
  curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  return perform(handle.get(), server, api_base(server.url) + path, headers, nullptr);
}

Result<ServerAnswer> get_json(const ServerAddress& server, const std::string& path) {
  const Handle handle(curl_easy_init());
  return perform(handle.get(), server, api_base(server.url) + path, request_headers(server, nullptr), nullptr);
}

}  // namespace testledger
