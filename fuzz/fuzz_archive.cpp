// Any bytes as an archive: no crash, bounded work, no name that could lead out, and the same files whether the blob is read in short
// pieces or in long ones.

#include <cstdlib>

#include "archives/open_archive.hpp"
#include "archives/testing/memory_blob.hpp"

namespace {

using namespace testledger;

constexpr ArchiveLimits limits{.entries_max = 50, .unpacked_size_max = 1 << 20, .ratio_free_size = 1 << 16};

std::string read(const std::string& bytes, std::size_t piece) {
  const auto opened = open_archive(std::make_unique<MemoryBlob>(bytes, piece), "x.gz", limits);
  if (!opened) return opened.error().message;
  std::string told;
  for (;;) {
    const auto file = opened->files->next();
    if (!file) return told + file.error().message;
    if (!*file) return told;
    const std::string& name = (*file)->name;
    if (name.starts_with('/') || name.starts_with("../") || name.find("/../") != std::string::npos) std::abort();
    told += "<" + name + ">";
    for (auto part = opened->files->read(); part && !part->empty(); part = opened->files->read()) told += *part;
    if (told.size() > 4 * limits.unpacked_size_max) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (read(bytes, 1 << 20) != read(bytes, 513)) std::abort();
  return 0;
}
