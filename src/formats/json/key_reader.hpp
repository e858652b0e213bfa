#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/json/json_reader.hpp"
#include "formats/report_format.hpp"
#include "reports/limited_text.hpp"
#include "reports/limits.hpp"

namespace testledger {

/// What to do with the value of one key inside its object. A format's reader is a set of tables of these, one per kind of
/// object; a key that its object's table does not name is ignored with everything below it.
/// Values are taken as they come: a list stands for each of its items, whatever its depth; a number or truth value is text
/// ("12.5", "true"); null is absent; a value of a kind that the row has no handler for is ignored.
template <class Reader>
struct Key {
  using Table = std::span<const Key>;

  std::string_view name;                             ///< "*", as the last row, is every other key
  void (Reader::*text)(std::string text) = nullptr;  ///< gets each text, number or truth value
  std::size_t text_max = limits::name_length_max;    ///< bytes kept of a string for `text`
  void (Reader::*begin)() = nullptr;                 ///< each object begins; place() is its brace
  void (Reader::*end)() = nullptr;                   ///< ... and ends
  Table (*children)() = nullptr;                     ///< the keys of each object; may name the table that this row is in
  void (Reader::*list_begin)() = nullptr;            ///< each list begins, at any depth
  void (Reader::*list_end)() = nullptr;              ///< ... and ends
  bool test = false;                                 ///< its objects are tests: cut inside one, the reader hands on a cut test
};

/// A ReportReader over tables of Keys: walks the document with a stack of their rows, never by recursion.
/// Derived gives `static const Key<Derived>& root()`, the row of the document's value itself (its name is not looked at), and
/// may call sink(), place(), warn(), fail() from its handlers. `hand_on(test)` gives a test to the sink and clears it.
template <class Derived>
class KeyReader : public ReportReader, private JsonHandler {
 public:
  using Row = Key<Derived>;
  using Table = typename Row::Table;

  KeyReader() : json_(*this) {}

  Result<void> feed(std::string_view chunk, ReportSink& sink) final {
    sink_ = &sink;
    return guarded(json_.feed(chunk));
  }

  Result<void> finish(ReportSink& sink) final {
    sink_ = &sink;
    TRY(guarded(json_.finish()));
    warn_of_characters();
    self().at_end();
    return failure_;
  }

  Result<std::optional<Place>> finish_partial(ReportSink& sink) final {
    const auto missing_end = json_.missing_end();
    if (!missing_end) return TRY(finish(sink)), std::nullopt;
    sink_ = &sink;
    cut_open_test();
    if (handed_on_ == 0) return *missing_end;
    warn_of_characters();
    self().at_cut();
    if (!failure_) return failure_.error();
    return missing_end->place;
  }

 protected:
  ReportSink& sink() { return *sink_; }
  Place place() const { return json_.place(); }
  /// The key whose value is being handed out; inside an object of its own, the last one read.
  std::string_view key() const { return key_; }

  void warn(std::string code, std::string message) { warn(std::move(code), std::move(message), place()); }
  void warn(std::string code, std::string message, Place where) { sink_->on_warning({std::move(code), std::move(message), where}); }

  /// Ends the reading with this error after the current event; in at_end, fails the finish.
  void fail(ErrorCode code, std::string message) {
    Error error{code, std::move(message), place()};
    if (failure_) failure_ = error;  // the first one counts
    json_.stop(std::move(error));
  }

  void hand_on(ReportedTest& test) {
    if (++handed_on_ > limits::results_max)
      return fail(ErrorCode::limit_exceeded, "more than " + std::to_string(limits::results_max) + " results in one file; split it");
    sink_->on_test(std::move(test));
    clear(test);
  }

  /// Called when the document ended well: for warnings about the whole, or to refuse it. Derived may hide it.
  void at_end() {}
  /// Called when the document ended too early, after cut_short, when that is accepted. Derived may hide it.
  void at_cut() {}
  /// Called when reading fails inside an object marked `test`; Derived hands on what it knows, as cut short.
  void cut_short() {}

 private:
  enum class Nesting { object, list };
  struct Open {
    const Row* row;
    Nesting nesting;
  };

  Derived& self() { return static_cast<Derived&>(*this); }

  Result<void> guarded(Result<void> read) {
    if (!read) cut_open_test();
    return read;
  }

  void cut_open_test() {
    const auto is_test = [](const Open& open) { return open.row->test && open.nesting == Nesting::object; };
    if (std::ranges::any_of(open_, is_test)) self().cut_short();
  }

  void warn_of_characters() {
    if (json_.replaced() > 0)
      sink_->on_warning({"replaced_characters",
                         std::to_string(json_.replaced()) + " characters that JSON forbids were replaced or kept as text",
                         json_.first_replaced()});
  }

  /// The row of the value that comes next; null when nobody asked for it.
  const Row* value_row() const {
    if (open_.empty()) return &Derived::root();
    return open_.back().nesting == Nesting::list ? open_.back().row : key_row_;
  }

  void on_object_begin() final {
    const Row* row = ignored_depth_ == 0 ? value_row() : nullptr;
    if (row == nullptr || (row->begin == nullptr && row->children == nullptr)) return void(++ignored_depth_);
    open_.push_back({row, Nesting::object});
    if (row->begin) (self().*row->begin)();
  }

  void on_object_end() final {
    if (ignored_depth_ > 0) return void(--ignored_depth_);
    const Row* row = open_.back().row;
    open_.pop_back();
    if (row->end) (self().*row->end)();
  }

  void on_array_begin() final {
    const Row* row = ignored_depth_ == 0 ? value_row() : nullptr;
    if (row == nullptr) return void(++ignored_depth_);
    open_.push_back({row, Nesting::list});
    if (row->list_begin) (self().*row->list_begin)();
  }

  void on_array_end() final {
    if (ignored_depth_ > 0) return void(--ignored_depth_);
    const Row* row = open_.back().row;
    open_.pop_back();
    if (row->list_end) (self().*row->list_end)();
  }

  void on_key(std::string_view name) final {
    if (ignored_depth_ > 0) return;
    const Row& row = *open_.back().row;
    key_row_ = row.children ? find(row.children(), name) : nullptr;
    if (key_row_ != nullptr) key_ = name;
  }

  void on_string_part(std::string_view piece) final {
    if (!keeping_ && !keeps_text()) return;
    text_.append(piece);
  }

  void on_string_end() final {
    if (!keeping_ && !keeps_text()) return;
    keeping_ = false;
    (self().*value_row()->text)(text_.take());
  }

  void on_number(const JsonNumber& number) final { take_word(number.text); }
  void on_bool(bool value) final { take_word(value ? "true" : "false"); }
  void on_null() final {}

  /// Whether the string that begins is wanted; if so it is kept from here on.
  bool keeps_text() {
    const Row* row = ignored_depth_ == 0 ? value_row() : nullptr;
    if (row == nullptr || row->text == nullptr) return false;
    text_.restart(row->text_max);
    return keeping_ = true;
  }

  void take_word(std::string_view word) {
    const Row* row = ignored_depth_ == 0 ? value_row() : nullptr;
    if (row != nullptr && row->text != nullptr) (self().*row->text)(std::string(word));
  }

  static const Row* find(Table table, std::string_view name) {
    for (const Row& row : table)
      if (row.name == name || row.name == "*") return &row;
    return nullptr;
  }

  JsonReader json_;
  ReportSink* sink_ = nullptr;
  std::vector<Open> open_;
  const Row* key_row_ = nullptr;
  std::string key_;
  LimitedText text_;
  bool keeping_ = false;
  std::size_t ignored_depth_ = 0;
  std::uint64_t handed_on_ = 0;
  Result<void> failure_;
};

}  // namespace testledger
