#include "http/server.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "accounts/accounts.hpp"
#include "blobs/filesystem_blobs.hpp"
#include "http/wire/raw_client.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace testledger {
namespace {

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "testledger-http-XXXXXX").string();
    directory = ::mkdtemp(pattern.data());
    store = *open_sqlite_store({.directory = directory / "data"});
    blobs = *open_filesystem_blobs(directory / "blobs");
  }
  ~ServerTest() override {
    blobs.reset();
    store.reset();
    std::filesystem::remove_all(directory);
  }

  std::filesystem::path directory;
  std::unique_ptr<Store> store;
  std::unique_ptr<BlobStore> blobs;
};

TEST_F(ServerTest, AnswersFromItsStartUntilItIsStopped) {
  const auto server = Server::start({.port = 0}, {*store, *blobs});
  ASSERT_TRUE(server) << server.error().message;
  const std::uint16_t port = (*server)->port();
  RawClient client(port);
  client.send("GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(client.read_until("ready\n").starts_with("HTTP/1.1 200 OK\r\n"));
  (*server)->stop();
  (*server)->stop();
  EXPECT_FALSE(RawClient(port).connected());
}

TEST_F(ServerTest, AnAnonymousUploadIsRefusedBeforeItsBody) {
  const auto server = Server::start({.port = 0}, {*store, *blobs});
  RawClient client((*server)->port());
  client.send(
      "POST /aio-tcms/api/v1/project/AT/testcycle/AT-CY-1/import/results HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n"
      "Expect: 100-continue\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n");
  EXPECT_TRUE(client.read_all().starts_with("HTTP/1.1 401 Unauthorized\r\n"));
}

TEST_F(ServerTest, AJsonBodyBeyondItsLimitIsRefusedBeforeItIsSent) {
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const std::string token = create_token({store->create_user("admin", true)->id, "test", std::chrono::days(1)}, *store, now)->secret;
  ASSERT_TRUE(store->create_project("AT", "Acme"));
  const auto server = Server::start({.port = 0}, {*store, *blobs});
  RawClient client((*server)->port());
  client.send(
      "POST /aio-tcms/api/v1/project/AT/testcase HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\nExpect: 100-continue\r\nAuthorization: "
      "AioAuth " +
      token + "\r\n\r\n");
  const std::string answer = client.read_all();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 413 ")) << answer;
  EXPECT_NE(answer.find("json_body_max 1048576"), std::string::npos) << answer;
}

TEST_F(ServerTest, TraceIsRefused) {
  const auto server = Server::start({.port = 0}, {*store, *blobs});
  RawClient client((*server)->port());
  client.send("TRACE / HTTP/1.1\r\nHost: x\r\nX-Secret: y\r\n\r\n");
  client.end_sending();
  const std::string answer = client.read_all();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 405 ")) << answer;
  EXPECT_EQ(answer.find("X-Secret"), std::string::npos);
}

}  // namespace
}  // namespace testledger
