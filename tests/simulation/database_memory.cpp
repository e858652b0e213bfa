#include "simulation/database_memory.hpp"

#include <sqlite3.h>
#include <sys/mman.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace testledger::simulation {
namespace {

// Blocks of powers of two, each behind 16 bytes that tell which; what is given back is given out again, and never to the system.
constexpr std::size_t header = 16;
constexpr std::size_t region_size = 64 << 20;
constexpr int classes = 48;

std::array<std::byte*, classes> spare{};
std::byte* region = nullptr;
std::size_t region_left = 0;

std::byte* carve(std::size_t size) {
  if (region_left < size) {
    region_left = size > region_size ? size : region_size;
    void* mapped = mmap(nullptr, region_left, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mapped == MAP_FAILED) std::abort();
    region = static_cast<std::byte*>(mapped);
  }
  std::byte* block = region;
  region += size;
  region_left -= size;
  return block;
}

int class_of(std::size_t size) { return static_cast<int>(std::bit_width(size + header - 1)); }

void* take(int size) {
  const int of = class_of(static_cast<std::size_t>(size));
  std::byte*& first = spare[static_cast<std::size_t>(of)];
  std::byte* block = first;
  if (block == nullptr)
    block = carve(std::size_t{1} << of);
  else
    std::memcpy(&first, block + header, sizeof first);
  std::memcpy(block, &of, sizeof of);
  return block + header;
}

int class_at(void* memory) {
  int of = 0;
  std::memcpy(&of, static_cast<std::byte*>(memory) - header, sizeof of);
  return of;
}

void give_back(void* memory) {
  std::byte*& first = spare[static_cast<std::size_t>(class_at(memory))];
  std::memcpy(memory, &first, sizeof first);
  first = static_cast<std::byte*>(memory) - header;
}

int size_of(void* memory) { return memory == nullptr ? 0 : static_cast<int>((std::size_t{1} << class_at(memory)) - header); }

void* take_more(void* memory, int size) {
  if (size <= size_of(memory)) return memory;
  void* larger = take(size);
  std::memcpy(larger, memory, static_cast<std::size_t>(size_of(memory)));
  give_back(memory);
  return larger;
}

int rounded(int size) { return static_cast<int>((std::size_t{1} << class_of(static_cast<std::size_t>(size))) - header); }
int begin(void*) { return SQLITE_OK; }
void end(void*) {}

}  // namespace

void use_plain_memory() {
  static sqlite3_mem_methods methods{take, give_back, take_more, size_of, rounded, begin, end, nullptr};
  sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

}  // namespace testledger::simulation
