#include "simulation/memory_blobs.hpp"

#include <map>

#include "archives/testing/memory_blob.hpp"
#include "blobs/sha256.hpp"

namespace testledger::simulation {
namespace {

using Files = std::map<std::string, std::string, std::less<>>;

class MemoryWriter final : public BlobWriter {
 public:
  explicit MemoryWriter(Files& files) : files_(files) {}
  Result<void> write(std::string_view piece) override {
    bytes_ += piece;
    return {};
  }
  Result<Blob> keep() override {
    Sha256 hash;
    hash.add(bytes_);
    const Blob kept{.sha256 = hash.hex(), .size = bytes_.size()};
    files_.try_emplace(kept.sha256, std::move(bytes_));
    return kept;
  }

 private:
  Files& files_;
  std::string bytes_;
};

class MemoryBlobs final : public BlobStore {
 public:
  Result<std::unique_ptr<BlobWriter>> create() override { return std::unique_ptr<BlobWriter>(std::make_unique<MemoryWriter>(files_)); }
  Result<std::unique_ptr<BlobReader>> open(std::string_view sha256) override {
    const auto found = files_.find(sha256);
    if (found == files_.end()) return Error{.code = ErrorCode::not_found, .message = "There is no such file."};
    return std::unique_ptr<BlobReader>(std::make_unique<MemoryBlob>(found->second, found->second.size() + 1));
  }
  Result<void> remove(std::string_view) override { return {}; }
  Result<std::uint64_t> free_bytes() override { return std::uint64_t{1} << 40; }
  Result<std::vector<std::string>> not_kept_since(Time, std::uint8_t) override { return std::vector<std::string>(); }
  Result<void> remove_if_not_kept_since(Time, std::string_view) override { return {}; }
  Hold hold() override { return std::make_shared<int>(0); }
  Result<std::uint64_t> put_at(std::string_view, const std::filesystem::path&) override {
    return Error{.code = ErrorCode::internal, .message = "Nobody asks for this."};
  }

 private:
  Files files_;
};

}  // namespace

std::unique_ptr<BlobStore> open_memory_blobs() { return std::make_unique<MemoryBlobs>(); }

}  // namespace testledger::simulation
