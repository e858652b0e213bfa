#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/report_format.hpp"
#include "formats/xml/xml_reader.hpp"
#include "reports/limited_text.hpp"
#include "reports/limits.hpp"

namespace testledger {

/// What to do with one element inside its parent. A format's reader is a set of tables of these, one per kind of parent;
/// an element that its parent's table does not name is ignored with everything below it, except that its text counts as
/// text of the nearest named element that keeps text (a <failure> may hold markup).
template <class Reader>
struct Element {
  using Table = std::span<const Element>;

  std::string_view name;  ///< local name; "*", as the last row, is every other element
  void (Reader::*start)(const XmlAttributes&) = nullptr;
  void (Reader::*end)(std::string text) = nullptr;  ///< gets the kept text
  std::size_t text_max = 0;                         ///< bytes of text kept for `end`; 0 keeps none
  Table (*children)() = nullptr;                    ///< null: no child is named
  bool test = false;                                ///< its record is a test: cut inside it, the reader hands on a cut test
};

/// A ReportReader over tables of Elements: walks the document with a stack of their rows, never by recursion.
/// Derived gives `static Element<Derived>::Table roots()` and may call sink(), place(), fail() from its handlers.
/// `hand_on(test)` gives a test to the sink and clears it. XmlHandler is the first base: its calls, two for every element,
/// then need no step from one base to the other.
template <class Derived>
class ElementReader : private XmlHandler, public ReportReader {
 public:
  using Row = Element<Derived>;
  using Table = typename Row::Table;

  ElementReader() : xml_(*this) {}

  Result<void> feed(std::string_view chunk, ReportSink& sink) final {
    sink_ = &sink;
    return guarded(xml_.feed(chunk));
  }

  Result<void> finish(ReportSink& sink) final {
    sink_ = &sink;
    TRY(guarded(xml_.finish()));
    return end_whole();
  }

  Result<std::optional<Place>> finish_partial(ReportSink& sink) final {
    sink_ = &sink;
    const Result<void> finished = guarded(xml_.finish_partial());
    if (finished) return TRY(end_whole()), std::nullopt;
    if (!xml_.lacks_only_its_end() || handed_on_ == 0) return finished.error();
    warn_of_characters();
    self().at_cut();
    if (failure_) return *failure_;
    return finished.error().place;
  }

 protected:
  ReportSink& sink() { return *sink_; }
  Place place() const { return xml_.place(); }
  std::size_t depth() const { return open_.size(); }
  /// Local name of the element whose `start` is being called.
  std::string_view element() const { return element_; }

  void warn(std::string code, std::string message) { sink_->on_warning({std::move(code), std::move(message), place()}); }

  /// Ends the reading with this error after the current event.
  void fail(ErrorCode code, std::string message) {
    if (!failure_) failure_ = Error{code, std::move(message), place()};
  }

  void hand_on(ReportedTest& test) {
    give(test);
    clear(test);
  }

  /// Like hand_on, but what the sink does not take stays in `test`, which is not cleared.
  void give(ReportedTest& test) {
    if (++handed_on_ > limits::results_max)
      return fail(ErrorCode::limit_exceeded, "more than " + std::to_string(limits::results_max) + " results in one file; split it");
    sink_->on_test(std::move(test));
  }

  /// Called when the document ended well: for warnings about the whole. Derived may hide it.
  void at_end() {}
  /// Called when the document ended too early, after cut_short, when that is accepted. Derived may hide it.
  void at_cut() {}
  /// Called when reading fails inside an element marked `test`; Derived hands on what it knows, as cut short.
  void cut_short() {}

 private:
  Derived& self() { return static_cast<Derived&>(*this); }

  Result<void> end_whole() {
    warn_of_characters();
    self().at_end();
    if (failure_) return *failure_;
    return {};
  }

  void warn_of_characters() {
    if (xml_.replaced() > 0)
      sink_->on_warning({"replaced_characters",
                         std::to_string(xml_.replaced()) + " characters that XML forbids were replaced or kept as text",
                         xml_.first_replaced()});
    if (xml_.is_declared_wrongly())
      sink_->on_warning({"wrong_encoding_declared", "the file declares UTF-16 but is UTF-8, and was read as such", Place{}});
  }

  Result<void> guarded(Result<void> read) {
    if (read) return read;
    for (const Row* row : open_)
      if (row->test) {
        self().cut_short();
        break;
      }
    return read;
  }

  const Error* on_start(std::string_view name, const XmlAttributes& attributes) final {
    if (ignored_depth_ > 0) return ++ignored_depth_, nullptr;
    const Row* row = find(open_.empty() ? Derived::roots() : children_of(*open_.back()), name);
    if (row == nullptr) {
      if (open_.empty()) {
        fail(ErrorCode::unreadable_report, "the root element <" + std::string(name.substr(0, 100)) + "> is not one of this format");
        return outcome();
      }
      ignored_depth_ = 1;
      return nullptr;
    }
    open_.push_back(row);
    if (row->text_max > 0) keep_text(row->text_max);
    if (row->start) (self().*row->start)(attributes);
    return outcome();
  }

  const Error* on_end(std::string_view) final {
    if (ignored_depth_ > 0) return --ignored_depth_, nullptr;
    const Row* const row = open_.back();
    open_.pop_back();
    if (row->text_max > 0) {
      std::string text = texts_[--texts_open_].take();
      if (row->end) (self().*row->end)(std::move(text));
    } else if (row->end) {
      (self().*row->end)({});
    }
    return outcome();
  }

  void on_text(std::string_view text) final {
    if (open_.back()->text_max > 0) texts_[texts_open_ - 1].append(text);
  }

  void keep_text(std::size_t bytes_max) {
    if (texts_open_ == texts_.size()) texts_.emplace_back();
    texts_[texts_open_++].restart(bytes_max);
  }

  static Table children_of(const Row& row) { return row.children ? row.children() : Table{}; }

  const Row* find(Table table, std::string_view name) {
    element_ = name;
    for (const Row& row : table)  // most rows differ in length or in the first letter: that spares the call that compares
      if (row.name.size() == name.size() && row.name[0] == name[0] && row.name == name) return &row;
    if (local_name(name).size() != name.size()) return find(table, local_name(name));
    return table.empty() || table.back().name != "*" ? nullptr : &table.back();
  }

  const Error* outcome() const { return failure_ ? &*failure_ : nullptr; }

  XmlReader xml_;
  ReportSink* sink_ = nullptr;
  std::vector<const Row*> open_;
  std::string_view element_;
  std::vector<LimitedText> texts_;  ///< of the open elements that keep text, and more for reuse
  std::size_t texts_open_ = 0;
  std::size_t ignored_depth_ = 0;
  std::uint64_t handed_on_ = 0;
  std::optional<Error> failure_;
};

}  // namespace testledger
