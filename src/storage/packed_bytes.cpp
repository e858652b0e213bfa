#include "storage/packed_bytes.hpp"

#include <zstd.h>

#include <bit>
#include <memory>

namespace testledger {
namespace {

constexpr std::size_t compressed_min = 256;
constexpr std::uint64_t unpacked_size_max = std::uint64_t{1} << 30;
constexpr int compression_level = 1;  // stack traces shrink fourfold; higher levels gain little and cost the import its speed
constexpr char plain = 'p';
constexpr char compressed = 'z';

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

Error damaged(std::string_view what) {
  return {.code = ErrorCode::storage_failed, .message = "A stored value is damaged.", .detail = std::string(what)};
}

void PackedWriter::number(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<char>(value | 0x80));
  bytes_.push_back(static_cast<char>(value));
}

void PackedWriter::integer(std::int64_t value) { number(static_cast<std::uint64_t>(value)); }

void PackedWriter::text(std::string_view value) {
  number(value.size());
  bytes_.append(value);
}

void PackedWriter::real(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  for (int shift = 0; shift < 64; shift += 8) bytes_.push_back(static_cast<char>(bits >> shift));
}

Result<std::uint64_t> PackedReader::number() {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  return damaged("packed bytes");
}

Result<std::int64_t> PackedReader::integer() { return static_cast<std::int64_t>(TRY(number())); }

Result<std::size_t> PackedReader::count() {
  const std::uint64_t value = TRY(number());
  if (value > rest_.size()) return damaged("packed bytes");
  return static_cast<std::size_t>(value);
}

Result<std::string_view> PackedReader::text() {
  const std::size_t size = TRY(count());
  const std::string_view value = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return value;
}

Result<double> PackedReader::real() {
  if (rest_.size() < 8) return damaged("packed bytes");
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 8; ++i) bits |= std::uint64_t{static_cast<unsigned char>(rest_[i])} << (8 * i);
  rest_.remove_prefix(8);
  return std::bit_cast<double>(bits);
}

std::string pack(std::string_view bytes) {
  if (bytes.size() >= compressed_min) {
    thread_local const std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
    std::string packed(1 + ZSTD_compressBound(bytes.size()), compressed);
    const std::size_t size =
        ZSTD_compressCCtx(context.get(), packed.data() + 1, packed.size() - 1, bytes.data(), bytes.size(), compression_level);
    if (!ZSTD_isError(size) && size < bytes.size()) {
      packed.resize(1 + size);
      return packed;
    }
  }
  std::string packed(1, plain);
  return packed.append(bytes);
}

Result<std::string> unpack(std::string_view packed) {
  if (packed.empty()) return damaged("packed bytes");
  const std::string_view bytes = packed.substr(1);
  if (packed.front() == plain) return std::string(bytes);
  if (packed.front() != compressed) return damaged("packed bytes");
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > unpacked_size_max) return damaged("packed bytes");
  thread_local const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());  // making one takes longer than unpacking a stack trace
  std::string text(size, '\0');
  if (ZSTD_decompressDCtx(context.get(), text.data(), text.size(), bytes.data(), bytes.size()) != size) return damaged("packed bytes");
  return text;
}

}  // namespace testledger
