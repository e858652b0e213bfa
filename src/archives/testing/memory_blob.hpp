#pragma once

#include <algorithm>
#include <cstring>
#include <string>

#include "blobs/blob_store.hpp"

namespace testledger {

/// For tests: a blob that is a text. Its pieces are short, so that borders fall everywhere.
class MemoryBlob final : public BlobReader {
 public:
  explicit MemoryBlob(std::string bytes, std::size_t piece = 7) : bytes_(std::move(bytes)), piece_(piece) {}

  Result<std::string_view> read() override {
    const std::string_view piece = std::string_view(bytes_).substr(at_, piece_);
    at_ += piece.size();
    return piece;
  }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> buffer) override {
    const std::string_view rest = std::string_view(bytes_).substr(std::min<std::uint64_t>(offset, bytes_.size()), buffer.size());
    std::memcpy(buffer.data(), rest.data(), rest.size());
    return rest.size();
  }
  std::uint64_t size() const override { return bytes_.size(); }

 private:
  std::string bytes_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

/// For tests: what is written goes into a text.
class TextBlob final : public BlobWriter {
 public:
  explicit TextBlob(std::string& text) : text_(text) {}
  Result<void> write(std::string_view piece) override {
    text_ += piece;
    return {};
  }
  Result<Blob> keep() override { return Blob{.sha256 = {}, .size = text_.size()}; }

 private:
  std::string& text_;
};

}  // namespace testledger
