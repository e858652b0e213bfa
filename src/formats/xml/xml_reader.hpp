#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace testledger {

/// One attribute as the reader hands it out: entities resolved, blanks normalised as XML asks. Views are valid during the
/// call that delivers them.
struct XmlAttribute {
  std::string_view name;  ///< qualified, as written
  std::string_view value;
};

class XmlAttributes {
 public:
  XmlAttributes() = default;
  explicit XmlAttributes(std::span<const XmlAttribute> attributes) : attributes_(attributes) {}

  /// The value, empty when absent. Names are compared with their prefix.
  std::string_view operator[](std::string_view name) const;
  bool has(std::string_view name) const;
  auto begin() const { return attributes_.begin(); }
  auto end() const { return attributes_.end(); }

 private:
  std::span<const XmlAttribute> attributes_;
};

/// The name without its namespace prefix.
constexpr std::string_view local_name(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// Takes the events of an XmlReader. A start and an end answer null to go on, or the error that ends the reading, which stays
/// the handler's. A pointer and no Result: making a Result fills the room for its error with zeros, twice for every element.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual const Error* on_start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual const Error* on_end(std::string_view name) = 0;
  /// Character data and CDATA alike, in pieces of any size.
  virtual void on_text(std::string_view text) = 0;
};

/// Streaming XML tokenizer for reports as runners really write them: lenient about characters, strict about structure.
///  - Encodings: UTF-8, UTF-16LE/BE, ISO-8859-1, windows-1252, US-ASCII; by byte-order mark first, then by the bytes
///    themselves (a declared UTF-16 over plain UTF-8 bytes is UTF-8), then by the declaration.
///  - Forbidden characters, references to them and invalid UTF-8 become U+FFFD and are counted in `replaced()`; so are
///    undeclared entity references and bare ampersands, which stay as text.
///  - Unclosed or mismatched tags, a second root, text outside the root, duplicate attributes and an early end are errors.
///  - A DOCTYPE with an internal subset is refused, one without is skipped; nothing is ever fetched or expanded.
/// Any chunking of the bytes gives the same events. Memory is bounded by the limits of reports/limits.hpp.
class XmlReader {
 public:
  explicit XmlReader(XmlHandler& handler);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  Result<void> feed(std::string_view chunk);
  Result<void> finish();
  /// In place of finish: a character that the bytes end in is left out instead of replaced.
  Result<void> finish_partial();
  /// After finish_partial failed: nothing was wrong but that the document ends too early, and its root had begun.
  bool lacks_only_its_end() const;

  /// Place of the token whose event is being delivered, or of the next one; its offset is that in the bytes that were fed.
  Place place() const;
  /// How many characters had to be replaced or kept although XML forbids them, so far.
  std::uint64_t replaced() const;
  /// Where the first of them was; meaningful when replaced() > 0.
  Place first_replaced() const;
  /// The declaration says UTF-16, which the bytes are not; they were read as what they are.
  bool is_declared_wrongly() const;

 private:
  class Stages;
  std::unique_ptr<Stages> stages_;
};

}  // namespace testledger
