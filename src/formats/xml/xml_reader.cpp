#include "formats/xml/xml_reader.hpp"

#include "formats/xml/xml_decoder.hpp"
#include "formats/xml/xml_tokenizer.hpp"

namespace testledger {

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const XmlAttribute& attribute : attributes_)
    if (attribute.name == name) return attribute.value;
  return {};
}

bool XmlAttributes::has(std::string_view name) const {
  return std::ranges::find(attributes_, name, &XmlAttribute::name) != attributes_.end();
}

class XmlReader::Stages {
 public:
  explicit Stages(XmlHandler& handler) : tokenizer(handler) {}

  Result<void> drain() {
    for (;;) {
      const std::string_view slice = TRY(decoder.take());
      if (slice.empty()) return {};
      if (decoder.replaced() > 0 && !first_replaced) first_replaced = tokenizer.place_ahead(slice, decoder.first_replaced());
      TRY(tokenizer.consume(slice));
      held_source_ = source_of(tokenizer.place().offset);
    }
  }

  Result<void> finish(XmlDecoder::CutCharacter cut) {
    decoder.end(cut);
    TRY(drain());
    return tokenizer.finish();
  }

  Place place() const {
    Place place = tokenizer.place();
    place.offset = source_of(place.offset);
    return place;
  }

  XmlDecoder decoder;
  XmlTokenizer tokenizer;
  std::optional<Place> first_replaced;

 private:
  /// What begins before the slice is the token that the slices before it ended in.
  std::uint64_t source_of(std::uint64_t offset) const { return offset < decoder.slice_start() ? held_source_ : decoder.source_of(offset); }

  std::uint64_t held_source_ = 0;
};

XmlReader::XmlReader(XmlHandler& handler) : stages_(std::make_unique<Stages>(handler)) {}
XmlReader::~XmlReader() = default;

Result<void> XmlReader::feed(std::string_view chunk) {
  stages_->decoder.give(chunk);
  return stages_->drain();
}

Result<void> XmlReader::finish() { return stages_->finish(XmlDecoder::CutCharacter::replaced); }
Result<void> XmlReader::finish_partial() { return stages_->finish(XmlDecoder::CutCharacter::left_out); }
bool XmlReader::lacks_only_its_end() const { return stages_->tokenizer.lacks_only_its_end(); }

Place XmlReader::place() const { return stages_->place(); }

std::uint64_t XmlReader::replaced() const { return stages_->decoder.replaced() + stages_->tokenizer.kept(); }

bool XmlReader::is_declared_wrongly() const { return stages_->decoder.is_declared_wrongly(); }

Place XmlReader::first_replaced() const {
  const Place kept = stages_->tokenizer.first_kept();
  if (!stages_->first_replaced) return kept;
  if (stages_->tokenizer.kept() == 0) return *stages_->first_replaced;
  return kept.offset < stages_->first_replaced->offset ? kept : *stages_->first_replaced;
}

}  // namespace testledger
