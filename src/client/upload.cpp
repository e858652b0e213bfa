#include "client/upload.hpp"

#include <curl/curl.h>

#include <filesystem>
#include <memory>

namespace testledger {
namespace {

constexpr std::string_view api_prefix = "/aio-tcms/api/v1";
constexpr long connect_timeout_s = 20;
constexpr std::size_t answer_size_max = 256 * 1024 * 1024;

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

std::string without_trailing_slashes(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

std::size_t take_answer(char* data, std::size_t, std::size_t size, void* body) {
  auto& answer = *static_cast<std::string*>(body);
  if (answer.size() + size > answer_size_max) return 0;
  answer.append(data, size);
  return size;
}

int tell_progress(void* progress, curl_off_t, curl_off_t, curl_off_t total, curl_off_t sent) {
  const auto& tell = *static_cast<const UploadProgress*>(progress);
  if (tell && total > 0) tell(static_cast<std::uint64_t>(sent), static_cast<std::uint64_t>(total));
  return 0;
}

Headers request_headers(const ServerAddress& server, const char* content_type) {
  Headers headers(curl_slist_append(nullptr, ("Authorization: Bearer " + server.token).c_str()));
  headers.reset(curl_slist_append(headers.release(), "Accept: application/json"));
  if (content_type) headers.reset(curl_slist_append(headers.release(), content_type));
  return headers;
}

Result<ServerAnswer> perform(CURL* handle, const ServerAddress& server, const std::string& url, const Headers& headers) {
  ServerAnswer answer;
  char reason[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, connect_timeout_s);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, reason);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_answer);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer.body);
  if (const CURLcode code = curl_easy_perform(handle); code != CURLE_OK)
    return Error{ErrorCode::unavailable, "no answer from " + server.url + ": " + (*reason ? reason : curl_easy_strerror(code)) +
                                             ". Check --url and that the server runs."};
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

Result<ServerAnswer> upload_report(const ServerAddress& server, const Upload& upload, const UploadProgress& progress) {
  const Handle handle(curl_easy_init());
  const Mime form(curl_mime_init(handle.get()));
  for (const auto& [name, value] : upload.fields) add_field(form.get(), name, value);
  curl_mimepart* file = curl_mime_addpart(form.get());
  curl_mime_name(file, "file");
  if (curl_mime_filedata(file, upload.path.c_str()) != CURLE_OK)
    return Error{ErrorCode::not_found, "cannot read " + upload.path + ". Check the path and its permissions."};
  curl_mime_filename(file, std::filesystem::path(upload.path).filename().c_str());

  const std::string url = without_trailing_slashes(server.url) + std::string(api_prefix) + "/project/" +
                          escaped(handle.get(), upload.project) + "/testcycle/" + escaped(handle.get(), upload.cycle) +
                          "/import/results?type=" + escaped(handle.get(), upload.type);
  const Headers headers = request_headers(server, nullptr);
  curl_easy_setopt(handle.get(), CURLOPT_MIMEPOST, form.get());
  curl_easy_setopt(handle.get(), CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle.get(), CURLOPT_XFERINFOFUNCTION, tell_progress);
  curl_easy_setopt(handle.get(), CURLOPT_XFERINFODATA, &progress);
  return perform(handle.get(), server, url, headers);
}

Result<ServerAnswer> post_json(const ServerAddress& server, const std::string& path, const std::string& body) {
  const Handle handle(curl_easy_init());
  const Headers headers = request_headers(server, "Content-Type: application/json");
  curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, body.data());
  curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  return perform(handle.get(), server, without_trailing_slashes(server.url) + std::string(api_prefix) + path, headers);
}

}  // namespace testledger
