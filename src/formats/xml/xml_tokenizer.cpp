#include "formats/xml/xml_tokenizer.hpp"

#include "core/characters.hpp"
#include "formats/xml/char_scan.hpp"
#include "reports/limits.hpp"

namespace testledger {
namespace {

constexpr std::size_t held_capacity_max = 1024 * 1024;  // kept for the next token

/// How many of the last bytes before `at` are `mark`; at most `most`.
std::size_t marks_before(const char* begin, const char* at, char mark, std::size_t most) {
  std::size_t marks = 0;
  while (marks < most && at != begin && at[-1] == mark) ++marks, --at;
  return marks;
}

}  // namespace

void XmlTokenizer::LineMark::advance(const char* from, const char* to) {
  const scan::LineFeeds line_feeds = scan::line_feeds(from, to);
  line += line_feeds.count;
  if (line_feeds.count > 0) line_start = offset + static_cast<std::size_t>(line_feeds.last - from) + 1;
  offset += static_cast<std::size_t>(to - from);
}

Place XmlTokenizer::place() const {
  if (token_ != nullptr) {
    mark_.advance(marked_, token_);
    marked_ = token_;
  }
  return mark_.place();
}

Place XmlTokenizer::place_of(const char* at) const {
  LineMark mark = mark_;
  mark.advance(marked_, at);
  return mark.place();
}

Place XmlTokenizer::place_ahead(std::string_view slice, std::uint64_t offset) const {
  LineMark mark = mark_;
  mark.advance(held_.data(), held_.data() + held_.size());
  mark.advance(slice.data(), slice.data() + (offset - mark.offset));
  return mark.place();
}

std::nullptr_t XmlTokenizer::wrong(const char* at, std::string_view what, std::string_view element, std::string_view more,
                                   std::string_view other_element) {
  const auto quoted = [](std::string_view name) { return name.empty() ? "" : "<" + std::string(name.substr(0, 100)) + ">"; };
  error_ =
      Error{ErrorCode::unreadable_report, std::string(what) + quoted(element) + std::string(more) + quoted(other_element), place_of(at)};
  return nullptr;
}

std::nullptr_t XmlTokenizer::beyond(const char* at, std::size_t max, std::string_view what) {
  error_ = Error{ErrorCode::limit_exceeded, "more than " + std::to_string(max) + " " + std::string(what), place_of(at)};
  return nullptr;
}

void XmlTokenizer::note_kept(const char* at) {
  if (kept_++ == 0) first_kept_ = place_of(at);
}

Result<void> XmlTokenizer::consume(std::string_view slice) {
  at_ = slice.data();
  end_ = at_ + slice.size();
  if (held_.empty()) marked_ = at_;
  while (at_ != end_ && !error_) {
    if (!held_.empty())
      continue_held();
    else if (inside_ == Inside::content)
      read_content();
    else if (inside_ == Inside::cdata)
      read_closing(']', 2);
    else if (inside_ == Inside::comment)
      read_closing('-', 2);
    else if (inside_ == Inside::instruction)
      read_closing('?', 1);
    else
      read_doctype();
  }
  if (error_) return *error_;
  if (held_.empty()) mark_.advance(marked_, end_);
  token_ = nullptr;
  return {};
}

void XmlTokenizer::put_text(const char* from, const char* to) {
  if (from == to) return;
  token_ = from;
  handler_.on_text({from, static_cast<std::size_t>(to - from)});
}

void XmlTokenizer::read_content() {
  while (at_ != end_ && held_.empty() && inside_ == Inside::content && !error_) {
    if (*at_ == '<') {
      read_markup();
    } else if (name_starts_.empty()) {
      read_outside();
    } else {
      const char* const stop = scan::find_text_break(at_, end_);
      put_text(at_, stop);
      at_ = stop;
      if (at_ != end_ && *at_ == '&') read_reference();
    }
  }
}

void XmlTokenizer::read_outside() {
  while (at_ != end_ && is_blank(*at_)) ++at_;
  if (at_ == end_ || *at_ == '<') return;
  wrong(at_, root_seen_ ? "text after the end of the root element" : "text before the root element; is this XML?");
}

void XmlTokenizer::read_reference() {
  const Reference reference = reference_at(at_, end_);
  if (reference.size == 0) return hold();
  if (reference.is == Reference::Is::wrong) note_kept(at_);
  token_ = at_;
  handler_.on_text(reference.text);
  at_ += reference.size;
}

/// The kind of markup that text which begins with '<' begins.
XmlTokenizer::Markup XmlTokenizer::markup_at(std::string_view text) {
  if (text.size() < 2) return Markup::unknown;
  if (text[1] == '/') return Markup::end_tag;
  if (text[1] == '?') return Markup::instruction;
  if (text[1] != '!') return Markup::start_tag;
  for (const auto& [opening, markup] :
       {std::pair{std::string_view("<!--"), Markup::comment}, {"<![CDATA[", Markup::cdata}, {"<!DOCTYPE", Markup::doctype}}) {
    if (text.starts_with(opening)) return markup;
    if (opening.starts_with(text)) return Markup::unknown;
  }
  return Markup::wrong;
}

void XmlTokenizer::read_markup() {
  const auto size = static_cast<std::size_t>(end_ - at_);
  const bool is_plain_tag = size > 1 && at_[1] != '!' && at_[1] != '?';  // nearly always
  const Markup markup = is_plain_tag ? Markup::start_tag : markup_at({at_, size});
  if (markup == Markup::unknown) return hold();
  if (markup != Markup::start_tag) return enter(markup);
  const char* const next = read_tag(at_, at_ + std::min(size, limits::token_length_max));
  if (next != nullptr)
    at_ = next;
  else if (!error_ && size >= limits::token_length_max)
    beyond(at_, limits::token_length_max, "bytes in a tag");
  else if (!error_)
    hold();
}

/// Begins what is neither text nor a tag. Its opening is at the front of the slice, or is all of held_.
void XmlTokenizer::enter(Markup markup) {
  const bool held = !held_.empty();
  const char* const opening = held ? held_.data() : at_;
  if (held) marked_ = opening;
  if (markup == Markup::wrong) return void(wrong(opening, "\"<!\" that begins neither a comment nor CDATA"));
  if (markup == Markup::cdata && name_starts_.empty()) return void(wrong(opening, "CDATA outside the root element"));
  if (markup == Markup::doctype && root_seen_) return void(wrong(opening, "a DOCTYPE after the root element began"));
  inside_ = markup == Markup::cdata     ? Inside::cdata
            : markup == Markup::comment ? Inside::comment
            : markup == Markup::doctype ? Inside::doctype
                                        : Inside::instruction;
  marks_ = 0;
  doctype_quote_ = 0;
  if (held)
    release_held();
  else
    at_ += markup == Markup::comment ? 4 : markup == Markup::instruction ? 2 : 9;
}

/// Keeps the rest of the slice, which begins a token, for the next one.
void XmlTokenizer::hold() {
  mark_.advance(marked_, at_);
  held_.assign(at_, end_);
  tag_end_ = {};
  looked_ = 1;  // past its '<'
  at_ = end_;
  token_ = marked_ = nullptr;
}

/// Forgets the held token, which has been read: the slice goes on behind it.
void XmlTokenizer::release_held() {
  mark_.advance(marked_, held_.data() + held_.size());
  held_.clear();
  if (held_.capacity() > held_capacity_max) held_.shrink_to_fit();
  marked_ = at_;
  token_ = nullptr;
}

void XmlTokenizer::continue_held() {
  if (held_[0] == '&') return continue_reference();
  Markup markup = markup_at(held_);
  for (; markup == Markup::unknown && at_ != end_; markup = markup_at(held_)) held_ += *at_++;
  if (markup == Markup::start_tag || markup == Markup::end_tag)
    continue_tag();
  else if (markup != Markup::unknown)
    enter(markup);
}

void XmlTokenizer::continue_tag() {
  tag_end_.find(held_.data() + looked_, held_.data() + held_.size());
  const char* const limit = at_ + std::min(static_cast<std::size_t>(end_ - at_), limits::token_length_max - held_.size());
  const char* const tag_end = tag_end_.find(at_, limit);
  held_.append(at_, tag_end ? tag_end : limit);
  at_ = tag_end ? tag_end : limit;
  looked_ = held_.size();
  if (tag_end == nullptr && held_.size() < limits::token_length_max) return;
  marked_ = held_.data();
  if (read_tag(held_.data(), held_.data() + held_.size()) != nullptr) return release_held();
  if (error_) return;
  if (held_.size() == limits::token_length_max)
    beyond(held_.data(), limits::token_length_max, "bytes in a tag");
  else
    wrong(held_.data() + held_.size() - 1, "a \"<\" inside a tag");
}

void XmlTokenizer::continue_reference() {
  std::string seen = held_;
  seen.append(at_, at_ + std::min<std::ptrdiff_t>(end_ - at_, 64));
  const Reference reference = reference_at(seen.data(), seen.data() + seen.size());
  if (reference.size == 0) {
    held_ = std::move(seen);
    at_ = end_;
    return;
  }
  marked_ = held_.data();
  if (reference.is == Reference::Is::wrong) note_kept(held_.data());
  token_ = held_.data();
  const std::size_t held = held_.size();
  handler_.on_text(reference.size <= held ? std::string_view(held_) : reference.text);
  release_held();
  if (reference.size > held) at_ += reference.size - held;
}

/// Puts out end marks that turned out to be text. They are of the last slice.
void XmlTokenizer::put_marks(char mark, std::size_t count) {
  const char marks[] = {mark, mark};
  if (inside_ == Inside::cdata && count > 0) handler_.on_text({marks, count});
}

/// Reads on to `marks_needed` marks and '>', and gives what is before them as text when it is CDATA.
void XmlTokenizer::read_closing(char mark, std::size_t marks_needed) {
  const char* const begin = at_;
  const char* stop = begin;
  std::size_t marks = 0;
  for (;; ++stop) {
    stop = scan::find(stop, end_, '>');
    marks = marks_before(begin, stop, mark, marks_needed);
    if (begin + marks == stop) marks = std::min(marks_needed, marks + marks_);
    if (stop == end_ || marks == marks_needed) break;
  }
  // Of the held marks and the bytes up to `stop` the last `marks` are no text.
  const auto length = static_cast<std::size_t>(stop - begin);
  put_marks(mark, marks_ - (marks > length ? marks - length : 0));
  if (inside_ == Inside::cdata && length > marks) put_text(begin, stop - marks);
  const bool closed = stop != end_;
  marks_ = closed ? 0 : marks;
  if (closed) inside_ = Inside::content;
  at_ = closed ? stop + 1 : end_;
}

void XmlTokenizer::read_doctype() {
  for (; at_ != end_; ++at_) {
    if (doctype_quote_ != 0) {
      if (*at_ == doctype_quote_) doctype_quote_ = 0;
    } else if (*at_ == '"' || *at_ == '\'') {
      doctype_quote_ = *at_;
    } else if (*at_ == '[') {
      wrong(at_, "a DOCTYPE with declarations of its own; they are not read, remove them");
      return;
    } else if (*at_ == '>') {
      inside_ = Inside::content;
      ++at_;
      return;
    }
  }
}

Result<void> XmlTokenizer::finish() {
  if (!held_.empty()) {
    marked_ = held_.data();
    const Markup markup = held_[0] == '<' ? markup_at(held_) : Markup::unknown;
    const bool tag = markup == Markup::start_tag || markup == Markup::end_tag;
    if (tag) read_tag(held_.data(), held_.data() + held_.size());
    if (error_) return *error_;
    mark_.advance(marked_, held_.data() + held_.size());
  }
  token_ = nullptr;
  const auto ends = [&](const std::string& where) { return Error{ErrorCode::unreadable_report, "the file ends " + where, mark_.place()}; };
  if (!name_starts_.empty()) return ends("inside <" + std::string(open_name().substr(0, 100)) + ">; it is cut short");
  if (!held_.empty() || inside_ != Inside::content) return ends("inside a tag, a comment or an instruction; it is cut short");
  if (!root_seen_) return ends("before the root element");
  return {};
}

}  // namespace testledger
