#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace testledger {

// Numbers as LEB128, texts with their length before them, doubles as eight bytes, least significant first.

class PackedWriter {
 public:
  void number(std::uint64_t value);
  /// As the number with the same bits.
  void integer(std::int64_t value);
  void text(std::string_view value);
  void real(double value);
  std::string take() && { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Never reads beyond its bytes: damage is an error.
class PackedReader {
 public:
  explicit PackedReader(std::string_view bytes) : rest_(bytes) {}
  Result<std::uint64_t> number();
  Result<std::int64_t> integer();
  /// A number of things that follow, each of at least one byte.
  Result<std::size_t> count();
  Result<std::string_view> text();
  Result<double> real();

 private:
  std::string_view rest_;
};

/// That stored bytes are not what was written. `what` they are goes to the log.
Error damaged(std::string_view what);

/// The bytes with a mark before them that says how they are kept; compressed where that pays.
std::string pack(std::string_view bytes);
Result<std::string> unpack(std::string_view packed);

}  // namespace testledger
