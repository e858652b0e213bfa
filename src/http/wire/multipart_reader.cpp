#include "http/wire/multipart_reader.hpp"

#include <fmt/format.h>

#include "formats/json/utf8.hpp"
#include "http/wire/header_value.hpp"

namespace testledger {
namespace {

constexpr std::size_t padding_max = 64;  // blanks between a boundary and its line end

Error malformed(std::string message) { return {ErrorCode::invalid_argument, std::move(message), {}, {}}; }

Error beyond(std::string_view limit, std::size_t value) {
  return {ErrorCode::limit_exceeded, fmt::format("The multipart body exceeds a limit ({} {}).", limit, value), {}, {}};
}

bool is_boundary_character(char c) {
  const bool letter_or_digit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return letter_or_digit || std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
}

/// What people may see of a file's name: its last element without control characters.
std::string display_name(std::string_view sent) {
  const auto slash = sent.find_last_of("/\\");
  std::string name = as_utf8(slash == std::string_view::npos ? sent : sent.substr(slash + 1));
  std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (name.size() <= file_name_length_max) return name;
  std::size_t cut = file_name_length_max;
  while (cut > 0 && (static_cast<unsigned char>(name[cut]) & 0xc0) == 0x80) --cut;  // not inside a character
  return name.substr(0, cut);
}

std::optional<std::string> file_name_in(const HeaderValue& disposition) {
  if (const auto* extended = disposition.parameter("filename*"))
    if (std::string name = extended_text(*extended); !name.empty()) return display_name(name);
  if (const auto* plain = disposition.parameter("filename")) return display_name(*plain);
  return std::nullopt;
}

}  // namespace

Result<std::string> multipart_boundary(std::string_view content_type) {
  const HeaderValue type = read_header_value(content_type);
  if (type.value != "multipart/form-data") return invalid("Content-Type", "file is mandatory: send it as a part of multipart/form-data.");
  const std::string* boundary = type.parameter("boundary");
  const bool usable = boundary != nullptr && !boundary->empty() && boundary->size() <= boundary_length_max && !boundary->ends_with(' ') &&
                      std::ranges::all_of(*boundary, is_boundary_character);
  if (!usable)
    return invalid("Content-Type",
                   fmt::format("The boundary of the multipart body must have 1 to {} characters of RFC 2046.", boundary_length_max));
  return *boundary;
}

MultipartReader::MultipartReader(std::string_view boundary, PartSink& sink) : delimiter_("\n--" + std::string(boundary)), sink_(sink) {}

Result<void> MultipartReader::feed(std::string_view piece) {
  std::string joined;
  if (!held_.empty()) {
    joined = std::move(held_);
    joined += piece;
    held_.clear();
  }
  std::string_view bytes = joined.empty() ? piece : std::string_view(joined);
  for (bool more = true; more && !bytes.empty();) {
    if (state_ == State::epilogue) return {};
    const Taken taken = TRY(state_ == State::head ? head_line(bytes) : content(bytes));
    bytes.remove_prefix(taken.consumed);
    more = taken.more;
  }
  held_ = bytes;
  return {};
}

Result<void> MultipartReader::finish() {
  if (state_ == State::epilogue) return {};
  return malformed("The multipart body ends before its closing boundary: the upload was cut off.");
}

/// Preamble or data up to the next delimiter.
Result<MultipartReader::Taken> MultipartReader::content(std::string_view bytes) {
  const Found found = find_delimiter(bytes);
  const bool inside = state_ == State::data;
  if (inside) TRY(emit(bytes.substr(0, found.begin)));
  if (found.kind == Delimiter::none || found.kind == Delimiter::undecided) return Taken{found.begin, false};
  if (inside) TRY(sink_.end_part());
  state_ = found.kind == Delimiter::closing ? State::epilogue : State::head;
  part_ = {};
  head_size_ = head_fields_ = 0;
  if (state_ == State::head && ++parts_ > parts_max) return beyond("parts_max", parts_max);
  return Taken{found.end, true};
}

Result<void> MultipartReader::emit(std::string_view data) {
  const auto skipped = std::min(skip_, data.size());
  skip_ -= skipped;
  data.remove_prefix(skipped);
  return data.empty() ? Result<void>() : sink_.part_data(data);
}

/// One line of a part's head. `bytes` begins with the line end before it, so that a delimiter there is found as one.
Result<MultipartReader::Taken> MultipartReader::head_line(std::string_view bytes) {
  const auto end = bytes.find('\n', 1);
  const bool whole = end != std::string_view::npos;
  const std::size_t length = whole ? end : bytes.size();
  if (head_size_ + length > part_header_max) return beyond("part_header_max", part_header_max);
  const Found found = find_delimiter(bytes.substr(0, whole ? end + 1 : end));
  const bool delimiter = found.begin == 0 && (found.kind == Delimiter::part || found.kind == Delimiter::closing);
  if (delimiter) {  // the part ends without data
    TRY(begin_part());
    return Taken{0, true};
  }
  if (!whole) return Taken{0, false};
  head_size_ += length;
  TRY(take_head_line(bytes.substr(1, end - 1)));
  return Taken{end, true};
}

Result<void> MultipartReader::take_head_line(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty()) return begin_part();
  const bool folded = line.front() == ' ' || line.front() == '\t';
  if (!folded) TRY(head_field());
  field_ += line;
  return {};
}

/// Takes in the field that was read, now that it is whole.
Result<void> MultipartReader::head_field() {
  if (field_.empty()) return {};
  if (++head_fields_ > part_header_fields_max) return beyond("part_header_fields_max", part_header_fields_max);
  const auto colon = field_.find(':');
  if (colon == std::string::npos) return malformed("A part of the multipart body has a malformed head.");
  const std::string name = read_header_value(field_.substr(0, colon)).value;
  const HeaderValue value = read_header_value(std::string_view(field_).substr(colon + 1));
  if (name == "content-type") part_.content_type = value.value;
  if (name == "content-disposition") {
    const std::string* part_name = value.parameter("name");
    part_.name = part_name != nullptr ? *part_name : "";
    part_.file_name = file_name_in(value);
  }
  field_.clear();
  return {};
}

Result<void> MultipartReader::begin_part() {
  TRY(head_field());
  state_ = State::data;
  skip_ = 1;
  return sink_.begin_part(part_);
}

MultipartReader::Found MultipartReader::find_delimiter(std::string_view bytes) const {
  for (auto at = bytes.find(delimiter_); at != std::string_view::npos; at = bytes.find(delimiter_, at + 1)) {
    const std::size_t begin = at > 0 && bytes[at - 1] == '\r' ? at - 1 : at;
    const std::size_t end = at + delimiter_.size();
    const std::string_view rest = bytes.substr(end);
    if (rest.starts_with("--")) return {Delimiter::closing, begin, end + 2};
    const auto text = std::min(rest.find_first_not_of(" \t"), rest.size());
    const std::string_view line_end = rest.substr(text, 2);
    if (text > padding_max) continue;
    if (line_end.starts_with('\n')) return {Delimiter::part, begin, end + text};
    if (line_end == "\r\n") return {Delimiter::part, begin, end + text + 1};
    if (line_end.empty() || line_end == "\r" || rest == "-") return {Delimiter::undecided, begin, begin};
  }
  return unfinished_delimiter(bytes);
}

/// Whether the last bytes may be the beginning of a delimiter.
MultipartReader::Found MultipartReader::unfinished_delimiter(std::string_view bytes) const {
  const std::size_t window = bytes.size() - std::min(bytes.size(), delimiter_.size());
  const auto line_end = bytes.substr(window).rfind('\n');
  if (line_end != std::string_view::npos && delimiter_.starts_with(bytes.substr(window + line_end))) {
    const std::size_t at = window + line_end;
    const std::size_t begin = at > 0 && bytes[at - 1] == '\r' ? at - 1 : at;
    return {Delimiter::undecided, begin, begin};
  }
  const std::size_t begin = bytes.ends_with('\r') ? bytes.size() - 1 : bytes.size();
  return {Delimiter::none, begin, begin};
}

}  // namespace testledger
