#include "client/upload.hpp"

#include <fmt/ranges.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "client/curl_request.hpp"

namespace testledger {
namespace {

/// A file read by position, so that the library may begin anew and the caller's descriptor serves several requests.
struct FilePart {
  int file;
  std::uint64_t size;  ///< as announced
  curl_off_t position = 0;
  std::string failure = {};
};

std::size_t read_file(char* buffer, std::size_t size, std::size_t count, void* data) {
  auto& part = *static_cast<FilePart*>(data);
  const std::uint64_t left = part.size - static_cast<std::uint64_t>(part.position);
  const ssize_t length = pread(part.file, buffer, std::min<std::uint64_t>(size * count, left), part.position);
  if (length < 0) part.failure = std::string("cannot read it: ") + std::strerror(errno) + ".";
  if (length == 0 && left > 0) part.failure = "the file became shorter while it was sent. Send it when the test run has written it.";
  if (!part.failure.empty()) return CURL_READFUNC_ABORT;
  part.position += length;
  return static_cast<std::size_t>(length);
}

int seek_file(void* data, curl_off_t offset, int origin) {
  if (origin != SEEK_SET) return CURL_SEEKFUNC_CANTSEEK;
  static_cast<FilePart*>(data)->position = offset;
  return CURL_SEEKFUNC_OK;
}

void add_field(curl_mime* form, const std::string& name, const std::string& value) {
  curl_mimepart* part = curl_mime_addpart(form);
  curl_mime_name(part, name.c_str());
  curl_mime_data(part, value.data(), value.size());
}

std::string path_of(const Upload& upload) {
  return "/project/" + path_segment(upload.project) + "/testcycle/" + path_segment(upload.cycle) + "/import/results" +
         (upload.delivery == Delivery::as_batch ? "/batch" : "") + "?type=" + path_segment(upload.type);
}

}  // namespace

std::string new_idempotency_key() {
  std::array<std::uint8_t, 16> bits;
  randombytes_buf(bits.data(), bits.size());
  return fmt::format("{:02x}", fmt::join(bits, ""));
}

Result<ServerAnswer> upload_report(const ServerAddress& server, const Upload& upload, const UploadProgress& progress) {
  FilePart part{upload.file, upload.size};
  CurlRequest request(server, path_of(upload));
  request.add_header("Accept: application/json");
  if (!upload.idempotency_key.empty()) request.add_header("Idempotency-Key: " + upload.idempotency_key);
  request.tell_progress(progress);
  const std::unique_ptr<curl_mime, CurlFreed> form(curl_mime_init(request.handle()));
  for (const auto& [name, value] : upload.fields) add_field(form.get(), name, value);
  curl_mimepart* file = curl_mime_addpart(form.get());
  curl_mime_name(file, "file");
  curl_mime_filename(file, upload.file_name.c_str());
  curl_mime_type(file, "application/octet-stream");
  curl_mime_data_cb(file, static_cast<curl_off_t>(upload.size), read_file, seek_file, nullptr, &part);
  curl_easy_setopt(request.handle(), CURLOPT_MIMEPOST, form.get());
  auto answer = request.perform();
  if (!part.failure.empty()) return Error{ErrorCode::storage_failed, part.failure};
  return answer;
}

}  // namespace testledger
