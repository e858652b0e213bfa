#pragma once

#include <zlib.h>

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "archives/archive_limits.hpp"
#include "blobs/blob_store.hpp"
#include "core/result.hpp"

namespace testledger {

/// How much of a file is read or unpacked at a time.
inline constexpr std::size_t unpacked_piece_size = 64 * 1024;

/// `what` says what is wrong with the packed bytes.
inline Error unreadable(std::string what) { return {ErrorCode::unreadable_report, std::move(what)}; }

/// The next bytes of something; empty at its end. The view is valid until the next call.
using UnpackedBytes = std::function<Result<std::string_view>()>;

/// Counts what goes into unpacking and what comes out.
class UnpackedCount {
 public:
  explicit UnpackedCount(const ArchiveLimits& limits) : limits_(limits) {}
  /// limit_exceeded beyond the size or the ratio.
  Result<void> add(std::uint64_t packed, std::uint64_t unpacked);

 private:
  ArchiveLimits limits_;
  std::uint64_t packed_ = 0;
  std::uint64_t unpacked_ = 0;
};

/// zlib's inflate, a piece at a time.
class Inflater {
 public:
  enum class Wrapping { none, gzip };
  explicit Inflater(Wrapping wrapping);
  Inflater(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream_); }

  struct Step {
    std::size_t taken = 0;
    std::size_t made = 0;
    bool ended = false;
  };
  /// unreadable_report when the bytes are damaged; for gzip also when its checksum or length is wrong.
  Result<Step> step(std::string_view in, std::span<char> out);
  void restart() { inflateReset(&stream_); }

 private:
  z_stream stream_ = {};
};

/// Reads a stretch of a blob in pieces.
class Stretch {
 public:
  Stretch(BlobReader& blob, std::uint64_t begin, std::uint64_t size) : blob_(blob), at_(begin), left_(size) {}
  /// What was read and not taken yet; reads on when that is nothing. Empty at the end.
  Result<std::string_view> rest();
  void take(std::size_t size) { rest_.remove_prefix(size); }
  std::uint64_t left() const { return left_ + rest_.size(); }

 private:
  BlobReader& blob_;
  std::uint64_t at_, left_;
  std::vector<char> buffer_;
  std::string_view rest_;
};

/// Unpacks a gzip file, of one member or several.
class Gunzip {
 public:
  Gunzip(BlobReader& blob, const ArchiveLimits& limits);
  /// Empty at the end. unreadable_report when it is damaged, cut, or something is behind its end.
  Result<std::string_view> read();

 private:
  Result<bool> has_next_member();

  Stretch packed_;
  Inflater inflater_{Inflater::Wrapping::gzip};
  UnpackedCount count_;
  std::vector<char> out_;
  bool between_members_ = false;
};

}  // namespace testledger
