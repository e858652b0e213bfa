// Any bytes as a multipart body: no crash, and the same parts and error whether they come whole or in pieces. The boundary is
// one byte, so that the fuzzer meets it often.

#include <cstdlib>

#include "http/wire/multipart_reader.hpp"

namespace {

using namespace testledger;

struct Seen : PartSink {
  std::string told;
  std::string error;

  Result<void> begin_part(const PartHead& head) override {
    told += "<" + head.name + "|" + head.file_name.value_or("-") + "|" + head.content_type + ">";
    return {};
  }
  Result<void> part_data(std::string_view piece) override {
    told += piece;
    return {};
  }
  Result<void> end_part() override {
    told += "</>";
    return {};
  }
};

Seen read(std::string_view bytes, std::size_t piece) {
  Seen seen;
  MultipartReader reader("b", seen);
  for (std::size_t at = 0; at < bytes.size(); at += piece)
    if (const auto fed = reader.feed(bytes.substr(at, piece)); !fed) {
      seen.error = fed.error().message;
      return seen;
    }
  if (const auto finished = reader.finish(); !finished) seen.error = finished.error().message;
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Seen whole = read(bytes, std::max<std::size_t>(size, 1));
  const Seen pieces = read(bytes, size == 0 ? 1 : 1 + data[0] % 17);
  if (whole.error != pieces.error || (whole.error.empty() && whole.told != pieces.told)) std::abort();
  (void)multipart_boundary(bytes);
  return 0;
}
