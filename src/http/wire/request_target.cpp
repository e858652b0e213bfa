#include "http/wire/request_target.hpp"

#include <algorithm>

#include "core/letter_case.hpp"
#include "http/wire/header_value.hpp"

namespace testledger {
namespace {

/// Hands each part of `text` between `separator`s to `take`.
template <class Take>
void split(std::string_view text, char separator, Take take) {
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    if (end > 0) take(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::string query_text(std::string_view text) {
  std::string blanks(text);
  std::ranges::replace(blanks, '+', ' ');
  return percent_decoded(blanks);
}

bool is_decent(const std::string& segment) {
  const bool printable = std::ranges::none_of(segment, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return printable && segment != "." && segment != "..";
}

}  // namespace

const std::string* RequestTarget::parameter(std::string_view name) const {
  const auto found = std::find_if(query.rbegin(), query.rend(), [&](const auto& entry) { return equal_ignoring_case(entry.first, name); });
  return found == query.rend() ? nullptr : &found->second;
}

Result<RequestTarget> read_target(std::string_view target) {
  if (!target.starts_with('/')) return Error{ErrorCode::invalid_argument, "The request names no path.", {}, {}};
  const std::string_view whole = target.substr(0, target.find('#'));
  const auto path_end = std::min(whole.find('?'), whole.size());
  RequestTarget read;
  split(whole.substr(0, path_end), '/', [&](std::string_view part) { read.segments.push_back(percent_decoded(part)); });
  if (!std::ranges::all_of(read.segments, is_decent))
    return Error{ErrorCode::invalid_argument, "The path of the request is malformed.", {}, {}};
  split(whole.substr(std::min(path_end + 1, whole.size())), '&', [&](std::string_view part) {
    const auto name_end = std::min(part.find('='), part.size());
    read.query.emplace_back(query_text(part.substr(0, name_end)), query_text(part.substr(std::min(name_end + 1, part.size()))));
  });
  return read;
}

}  // namespace testledger
