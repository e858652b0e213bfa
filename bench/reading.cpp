// Reads one file with one reader and prints what it cost: {"seconds", "cpu", "mbs", "rss", "tests"}.
//   bench_reading ours|expat|libxml2 FILE
// expat and libxml2 get empty handlers: what they need before a report reader could even begin. Ours is the whole reader, records
// and all. Everything is fed in pieces of 256 KiB.

#include <expat.h>
#include <libxml/parser.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <vector>

#include "formats/inspection.hpp"

namespace {

using namespace testledger;

constexpr std::size_t piece_size = 256 * 1024;

std::uint64_t read_pieces(const char* path, const std::function<bool(std::string_view)>& take) {
  std::FILE* file = std::fopen(path, "rb");
  if (!file) return 0;
  std::vector<char> piece(piece_size);
  std::uint64_t bytes = 0;
  while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), file)) {
    bytes += count;
    if (!take({piece.data(), count})) break;
  }
  std::fclose(file);
  return bytes;
}

std::uint64_t tests_by_ours(const char* path, std::uint64_t& bytes) {
  std::FILE* file = std::fopen(path, "rb");
  std::vector<char> piece(piece_size);
  const Inspection seen = inspect([&]() -> Result<std::string_view> {
    const std::size_t count = std::fread(piece.data(), 1, piece.size(), file);
    bytes += count;
    return std::string_view(piece.data(), count);
  });
  std::fclose(file);
  if (seen.error) std::fprintf(stderr, "%s\n", seen.error->message.c_str());
  return seen.tests;
}

std::uint64_t elements_by_expat(const char* path, std::uint64_t& bytes) {
  std::uint64_t elements = 0;
  XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetUserData(parser, &elements);
  XML_SetElementHandler(
      parser, [](void* count, const XML_Char*, const XML_Char**) { ++*static_cast<std::uint64_t*>(count); }, [](void*, const XML_Char*) {});
  XML_SetCharacterDataHandler(parser, [](void*, const XML_Char*, int) {});
  bytes = read_pieces(path, [&](std::string_view piece) {
    return XML_Parse(parser, piece.data(), static_cast<int>(piece.size()), XML_FALSE) == XML_STATUS_OK;
  });
  if (XML_Parse(parser, nullptr, 0, XML_TRUE) != XML_STATUS_OK) std::fprintf(stderr, "expat refused the file\n");
  XML_ParserFree(parser);
  return elements;
}

std::uint64_t elements_by_libxml2(const char* path, std::uint64_t& bytes) {
  std::uint64_t elements = 0;
  xmlSAXHandler handler;
  std::memset(&handler, 0, sizeof handler);
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = [](void* count, const xmlChar*, const xmlChar*, const xmlChar*, int, const xmlChar**, int, int, const xmlChar**) {
    ++*static_cast<std::uint64_t*>(count);
  };
  handler.endElementNs = [](void*, const xmlChar*, const xmlChar*, const xmlChar*) {};
  handler.characters = [](void*, const xmlChar*, int) {};
  xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, &elements, nullptr, 0, nullptr);
  bytes = read_pieces(path, [&](std::string_view piece) { return xmlParseChunk(parser, piece.data(), static_cast<int>(piece.size()), 0) == 0; });
  if (xmlParseChunk(parser, nullptr, 0, 1) != 0) std::fprintf(stderr, "libxml2 refused the file\n");
  xmlFreeParserCtxt(parser);
  return elements;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string_view reader = argv[1];
  std::uint64_t bytes = 0;
  const auto start = std::chrono::steady_clock::now();
  const std::uint64_t found = reader == "ours"    ? tests_by_ours(argv[2], bytes)
                              : reader == "expat" ? elements_by_expat(argv[2], bytes)
                                                  : elements_by_libxml2(argv[2], bytes);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto cpu_of = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  std::printf("{\"seconds\": %.4f, \"cpu\": %.4f, \"mbs\": %.1f, \"rss\": %.1f, \"found\": %llu}\n", seconds, cpu_of(used.ru_utime) + cpu_of(used.ru_stime),
              static_cast<double>(bytes) / 1e6 / seconds, static_cast<double>(used.ru_maxrss) / 1024, static_cast<unsigned long long>(found));
  return found > 0 ? 0 : 1;
}
