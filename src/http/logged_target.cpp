#include "http/logged_target.hpp"

#include <algorithm>
#include <array>

#include "core/letter_case.hpp"
#include "http/endpoints/import_parameters.hpp"
#include "http/wire/header_value.hpp"

namespace testledger {
namespace {

constexpr std::string_view left_out = "...";
constexpr std::array<std::string_view, 9> known_parameters{
    "type", "startAt", "maxResults", "version", "assigneeMode", "fetchDataSets", "needDataInRTF", "uniqueAutoKey", "needAttachments"};

bool is_known(std::string_view parameter) {
  const auto same = [&](std::string_view known) { return equal_ignoring_case(known, parameter); };
  return std::ranges::any_of(known_parameters, same) || is_import_option(parameter);
}

/// Any encoding of it counts.
bool has_token(std::string_view text) { return percent_decoded(text).find("tl_") != std::string::npos; }

void append_path(std::string& shown, std::string_view path) {
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    shown += has_token(path.substr(0, end)) ? left_out : path.substr(0, end);
    path.remove_prefix(end);
    if (path.empty()) return;
    shown += '/';
    path.remove_prefix(1);
  }
}

void append_parameter(std::string& shown, std::string_view parameter) {
  const auto name_end = parameter.find('=');
  const std::string_view name = parameter.substr(0, name_end);
  const bool secret = has_token(parameter);
  if (is_known(percent_decoded(name)) && !secret) {
    shown += parameter;
  } else if (name_end == std::string_view::npos || has_token(name)) {  // a name alone may be the secret
    shown += left_out;
  } else {
    (shown += name) += '=';
    shown += left_out;
  }
}

}  // namespace

std::string logged_target(std::string_view target) {
  const auto path_end = std::min(target.find_first_of("?#"), target.size());
  std::string shown;
  append_path(shown, target.substr(0, path_end));
  if (path_end == target.size() || target[path_end] == '#') return shown;
  std::string_view query = target.substr(path_end + 1, target.find('#', path_end) - path_end - 1);
  for (char separator = '?'; !query.empty(); separator = '&') {
    shown += separator;
    const auto end = std::min(query.find('&'), query.size());
    append_parameter(shown, query.substr(0, end));
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return shown;
}

}  // namespace testledger
