#include "core/read_fully.hpp"

#include <unistd.h>

#include <cerrno>

namespace testledger {
namespace {

template <class Read>
std::optional<std::size_t> fill(std::span<char> buffer, const Read& read) {
  std::size_t filled = 0;
  while (filled < buffer.size()) {
    const ssize_t length = read(buffer.subspan(filled), filled);
    if (length == 0) break;
    if (length > 0)
      filled += static_cast<std::size_t>(length);
    else if (errno != EINTR)
      return std::nullopt;
  }
  return filled;
}

}  // namespace

std::optional<std::size_t> read_fully(int descriptor, std::span<char> buffer) {
  return fill(buffer, [=](std::span<char> rest, std::size_t) { return ::read(descriptor, rest.data(), rest.size()); });
}

std::optional<std::size_t> read_fully_at(int descriptor, std::uint64_t offset, std::span<char> buffer) {
  return fill(buffer, [=](std::span<char> rest, std::size_t filled) {
    return ::pread(descriptor, rest.data(), rest.size(), static_cast<off_t>(offset + filled));
  });
}

}  // namespace testledger
