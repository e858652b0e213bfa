#include "blobs/filesystem_blobs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

namespace testledger {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view sha256_of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr std::string_view sha256_of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

class FilesystemBlobs : public testing::Test {
 protected:
  FilesystemBlobs() {
    std::string pattern = (fs::temp_directory_path() / "testledger_blobs_XXXXXX").string();
    directory = mkdtemp(pattern.data());
    blobs = open_filesystem_blobs(directory).value();
  }
  ~FilesystemBlobs() override { fs::remove_all(directory); }

  Result<Blob> store(const std::vector<std::string_view>& pieces) {
    auto writer = TRY(blobs->create());
    for (const std::string_view piece : pieces) TRY(writer->write(piece));
    return writer->keep();
  }

  Result<std::string> load(std::string_view name) {
    auto reader = TRY(blobs->open(name));
    std::string all;
    for (std::string_view piece = TRY(reader->read()); !piece.empty(); piece = TRY(reader->read())) all += piece;
    return all;
  }

  std::size_t files() const {
    const auto is_file = [](const fs::directory_entry& entry) { return entry.is_regular_file(); };
    return static_cast<std::size_t>(
        std::count_if(fs::recursive_directory_iterator(directory), fs::recursive_directory_iterator(), is_file));
  }

  fs::path directory;
  std::unique_ptr<BlobStore> blobs;
};

TEST_F(FilesystemBlobs, GivesBackWhatWasKeptUnderItsHash) {
  const Blob blob = store({"a", "", "bc"}).value();
  EXPECT_EQ(blob.sha256, sha256_of_abc);
  EXPECT_EQ(blob.size, 3U);
  EXPECT_EQ(load(sha256_of_abc).value(), "abc");
  EXPECT_TRUE(fs::exists(directory / "ba" / sha256_of_abc));
  EXPECT_EQ(store({}).value().sha256, sha256_of_nothing);
  EXPECT_EQ(load(sha256_of_nothing).value(), "");
}

TEST_F(FilesystemBlobs, ABlobCanBePutElsewhere) {
  ASSERT_TRUE(store({"abc"}));
  EXPECT_EQ(blobs->put_at(sha256_of_abc, directory / "there").value(), 3U);
  ASSERT_TRUE(blobs->remove(sha256_of_abc));
  std::ifstream there(directory / "there");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(there), {}), "abc");
  EXPECT_EQ(blobs->put_at(sha256_of_abc, directory / "gone").error().code, ErrorCode::not_found);
}

TEST_F(FilesystemBlobs, NothingIsSweptWhileTheyAreHeld) {
  ASSERT_TRUE(store({"abc"}));
  const auto later = std::chrono::system_clock::now() + std::chrono::hours(1);
  auto hold = blobs->hold();
  ASSERT_TRUE(blobs->remove_if_not_kept_since(later, sha256_of_abc));
  EXPECT_TRUE(load(sha256_of_abc));
  hold.reset();
  ASSERT_TRUE(blobs->remove_if_not_kept_since(later, sha256_of_abc));
  EXPECT_FALSE(load(sha256_of_abc));
}

TEST_F(FilesystemBlobs, TellsAndRemovesWhatNobodyHasKeptSince) {
  store({"abc"}).value();
  const auto place = directory / "ba" / sha256_of_abc;
  const auto yesterday = BlobStore::Time::clock::now() - std::chrono::hours(24);
  EXPECT_TRUE(blobs->not_kept_since(yesterday, 0xba).value().empty());
  fs::last_write_time(place, fs::file_time_type::clock::now() - std::chrono::hours(48));
  EXPECT_EQ(blobs->not_kept_since(yesterday, 0xba).value(), std::vector<std::string>{std::string(sha256_of_abc)});
  EXPECT_TRUE(blobs->not_kept_since(yesterday, 0xbb).value().empty());
  store({"abc"}).value();
  EXPECT_TRUE(blobs->remove_if_not_kept_since(yesterday, sha256_of_abc)) << "kept again in between";
  EXPECT_TRUE(fs::exists(place));
  fs::last_write_time(place, fs::file_time_type::clock::now() - std::chrono::hours(48));
  EXPECT_TRUE(blobs->remove_if_not_kept_since(yesterday, sha256_of_abc));
  EXPECT_FALSE(fs::exists(place));
}

TEST_F(FilesystemBlobs, ReadsInPiecesWhateverTheSize) {
  const std::string large(1'000'003, 'x');
  EXPECT_EQ(load(store({large, "y"}).value().sha256).value(), large + "y");
}

TEST_F(FilesystemBlobs, KeepsTheSameBytesOnce) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([this] { EXPECT_EQ(store({"abc"}).value().sha256, sha256_of_abc); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(files(), 1U);
}

TEST_F(FilesystemBlobs, LeavesNothingOfAWriterThatDidNotKeep) {
  {
    auto writer = blobs->create().value();
    ASSERT_TRUE(writer->write("abc"));
    EXPECT_EQ(files(), 1U);
  }
  EXPECT_EQ(files(), 0U);
}

TEST_F(FilesystemBlobs, RemovesWhatADeadProcessLeft) {
  ASSERT_TRUE(store({"abc"}));
  std::ofstream(directory / "tmp" / "half") << "half a report";
  blobs = open_filesystem_blobs(directory).value();
  EXPECT_EQ(files(), 1U);
  EXPECT_TRUE(load(sha256_of_abc));
}

TEST_F(FilesystemBlobs, RemovesABlobAndMissesNothingThatIsGone) {
  ASSERT_TRUE(store({"abc"}));
  EXPECT_TRUE(blobs->remove(sha256_of_abc));
  EXPECT_TRUE(blobs->remove(sha256_of_abc));
  EXPECT_EQ(load(sha256_of_abc).error().code, ErrorCode::not_found);
}

TEST_F(FilesystemBlobs, NoNameLeadsOutOfTheDirectory) {
  std::ofstream(directory / "secret") << "secret";
  const std::string upper = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD";
  const std::string padded = "../secret" + std::string(55, '/');
  for (const std::string_view name :
       {std::string_view("../secret"), std::string_view(""), std::string_view(upper), std::string_view(padded), sha256_of_abc.substr(1)}) {
    SCOPED_TRACE(name);
    EXPECT_FALSE(is_blob_name(name));
    EXPECT_EQ(load(name).error().code, ErrorCode::not_found);
    EXPECT_TRUE(blobs->remove(name));
  }
  EXPECT_TRUE(fs::exists(directory / "secret"));
}

}  // namespace
}  // namespace testledger
