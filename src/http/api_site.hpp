#pragma once

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "accounts/accounts.hpp"
#include "blobs/filesystem_blobs.hpp"
#include "http/api.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace testledger {

/// A server's inside for tests: a fresh store with project AT and an administrator's token, and calls without sockets.
class ApiSite {
 public:
  ApiSite() : directory_(fresh_directory()) {
    store = *open_sqlite_store({.directory = directory_ / "data"});
    blobs = *open_filesystem_blobs(directory_ / "blobs");
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    (void)store->create_project("AT", "Acme");
    token = create_token({store->create_user("admin", true)->id, "test", std::chrono::days(1)}, *store, now)->secret;
    plain_token = create_token({store->create_user("guest", false)->id, "test", std::chrono::days(1)}, *store, now)->secret;
    api = std::make_unique<Api>(Services{*store, *blobs}, limits);
  }
  ~ApiSite() {
    api.reset();
    store.reset();
    blobs.reset();
    std::filesystem::remove_all(directory_);
  }
  ApiSite(const ApiSite&) = delete;
  ApiSite& operator=(const ApiSite&) = delete;

  /// One request as a client's would arrive; the body in pieces of 700 bytes.
  Response call(Method method, const std::string& target, std::string_view body = {}, const std::string& content_type = "application/json") {
    Request request{.method = method, .target = target, .remote = "127.0.0.1", .id = "t"};
    if (!authorization.empty() || !token.empty()) request.fields.push_back({"authorization", authorization.empty() ? "AioAuth " + token : authorization});
    request.fields.push_back({"content-type", content_type});
    Opened opened = api->open(request);
    if (auto* response = std::get_if<Response>(&opened)) return *response;
    BodyReceiver& receiver = *std::get<std::unique_ptr<BodyReceiver>>(opened);
    for (; !body.empty(); body.remove_prefix(std::min<std::size_t>(700, body.size())))
      if (const auto written = receiver.write(body.substr(0, 700)); !written) return error_response(written.error());
    return receiver.finish();
  }

  /// The same below the cloud's base and project AT.
  Response at(Method method, const std::string& path, const std::string& body = {}, const std::string& content_type = "application/json") {
    return call(method, "/aio-tcms/api/v1/project/AT" + path, body, content_type);
  }

  bool stored_any_file() const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory_ / "blobs"))
      if (entry.is_regular_file()) return true;
    return false;
  }

  HttpLimits limits;
  std::unique_ptr<Store> store;
  std::unique_ptr<BlobStore> blobs;
  std::unique_ptr<Api> api;
  std::string token, plain_token;
  std::string authorization;  ///< instead of the administrator's, when not empty

 private:
  static std::filesystem::path fresh_directory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "testledger-http-XXXXXX").string();
    return ::mkdtemp(pattern.data());
  }

  std::filesystem::path directory_;
};

}  // namespace testledger
