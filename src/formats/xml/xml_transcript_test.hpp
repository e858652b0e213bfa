// For tests: what an XmlReader tells, written down.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "formats/xml/xml_reader.hpp"

namespace testledger {

/// Writes events down as "<a k='v'>text</a>", text whole however it came in pieces.
class XmlTranscript : public XmlHandler {
 public:
  const Error* on_start(std::string_view name, const XmlAttributes& attributes) override {
    text += "<" + std::string(name);
    for (const auto& [key, value] : attributes) text += " " + std::string(key) + "='" + std::string(value) + "'";
    text += ">";
    if (reader) places.push_back(reader->place());
    return nullptr;
  }
  const Error* on_end(std::string_view name) override { return text += "</" + std::string(name) + ">", nullptr; }
  void on_text(std::string_view piece) override { text += piece; }

  const XmlReader* reader = nullptr;  ///< set to have the places of the start tags too
  std::string text;
  std::vector<Place> places;
};

struct XmlReading {
  std::string events;
  std::vector<Place> places;
  std::optional<Error> error;
  std::uint64_t replaced = 0;
  Place first_replaced;

  bool operator==(const XmlReading&) const = default;
};

/// Reads bytes that come in pieces of the sizes that `next_size` gives.
template <class NextSize>
XmlReading read_xml_in_pieces(std::string_view bytes, NextSize next_size) {
  XmlTranscript transcript;
  XmlReader reader(transcript);
  transcript.reader = &reader;
  Result<void> result;
  while (result && !bytes.empty()) {
    // A copy of its own size, so that a read beyond the piece is seen by the address sanitizer.
    const std::vector<char> piece(bytes.begin(),
                                  bytes.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(next_size(), bytes.size())));
    bytes.remove_prefix(piece.size());
    result = reader.feed({piece.data(), piece.size()});
  }
  if (result) result = reader.finish();
  XmlReading reading{transcript.text, transcript.places, std::nullopt, 0, {}};
  if (!result) return reading.error = result.error(), reading;
  reading.replaced = reader.replaced();
  if (reading.replaced > 0) reading.first_replaced = reader.first_replaced();
  return reading;
}

inline XmlReading read_xml(std::string_view bytes, std::size_t piece = std::string_view::npos) {
  return read_xml_in_pieces(bytes, [=] { return piece; });
}

inline std::string file_content(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace testledger
