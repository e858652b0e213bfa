#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/limits.hpp"

namespace testledger {

/// The text cut to `bytes_max` bytes; a cut one ends in "[+N bytes]" (reports/limits.hpp).
std::string kept(std::string_view text, std::size_t bytes_max = limits::name_length_max);

/// Without the line breaks and the indentation that runners print around CDATA. Blanks before the first word of a text
/// that begins on its first line belong to it ("  Expected: 10") and stay.
std::string without_margins(std::string text);

/// Adds an item unless the list is full (limits::list_length_max).
template <class T>
void append_kept(std::vector<T>& list, T item) {
  if (list.size() < limits::list_length_max) list.push_back(std::move(item));
}

/// Adds a tag that is not among them yet. Empty ones are none.
void append_tag(std::vector<std::string>& tags, std::string_view tag);

}  // namespace testledger
