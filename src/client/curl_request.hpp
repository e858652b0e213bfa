#pragma once

#include <curl/curl.h>

#include <memory>

#include "client/server.hpp"

namespace testledger {

// Only this room's .cpp files include this: nobody else knows the library.

struct CurlFreed {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(curl_mime* mime) const { curl_mime_free(mime); }
  void operator()(char* text) const { curl_free(text); }
};

/// One request, sent once.
class CurlRequest {
 public:
  CurlRequest(const ServerAddress& server, const std::string& path);

  CURL* handle() { return handle_.get(); }
  void add_header(const std::string& header);
  void tell_progress(UploadProgress progress) { progress_ = std::move(progress); }
  /// The body of an answer with status 200 goes there.
  void give_body_to(BodySink sink) { sink_ = std::move(sink); }

  Result<ServerAnswer> perform();

 private:
  static std::size_t take_header(char* data, std::size_t, std::size_t size, void* request);
  static std::size_t take_body(char* data, std::size_t, std::size_t size, void* request);
  static int look_at_progress(void* request, curl_off_t, curl_off_t received, curl_off_t total, curl_off_t sent);
  void set_options();
  Error no_answer(CURLcode code) const;

  using Clock = std::chrono::steady_clock;
  ServerAddress server_;
  std::unique_ptr<CURL, CurlFreed> handle_;
  std::unique_ptr<curl_slist, CurlFreed> headers_;
  UploadProgress progress_;
  BodySink sink_;
  ServerAnswer answer_;
  bool head_is_whole_ = false;
  bool sink_is_done_ = false;
  bool timed_out_ = false;
  Clock::time_point since_;  ///< the last progress
  curl_off_t moved_ = 0;     ///< bytes until then, in both directions
  char reason_[CURL_ERROR_SIZE] = "";
};

}  // namespace testledger
