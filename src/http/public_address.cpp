#include "http/public_address.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "http/wire/request_target.hpp"

namespace testledger {
namespace {

std::string without_last_slashes(std::string text) {
  while (text.ends_with('/')) text.pop_back();
  return text;
}

std::string path_of(std::string_view url) {
  const auto host = url.find("://");
  const auto path = host == std::string_view::npos ? host : url.find('/', host + 3);
  return path == std::string_view::npos ? std::string() : std::string(url.substr(path));
}

/// Browsers take a backslash for a slash, and two slashes for the begin of a host.
bool is_page(std::string_view wanted) {
  const auto is_bad = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\'; };
  return wanted.size() <= next_page_max && wanted.starts_with('/') && !wanted.starts_with("//") && std::ranges::none_of(wanted, is_bad) &&
         read_target(wanted);
}

}  // namespace

PublicAddress::PublicAddress(std::string url, std::string base_path)
    : url_(without_last_slashes(std::move(url))), path_(url_.empty() ? without_last_slashes(std::move(base_path)) : path_of(url_)) {}

std::string PublicAddress::of(const Request& request) const {
  if (!url_.empty()) return url_;
  return fmt::format("{}://{}{}", request.encrypted ? "https" : "http", request.field("host"), path_);
}

std::string PublicAddress::page(std::string_view wanted) const {
  if (!is_page(wanted)) wanted = "/";
  if (!path_.empty() && wanted.starts_with(path_) && wanted.substr(path_.size()).starts_with('/')) wanted.remove_prefix(path_.size());
  std::string address = path_;
  for (const char c : wanted) {
    if (c == ' ' || static_cast<unsigned char>(c) >= 0x80)
      address += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    else
      address += c;
  }
  return address;
}

}  // namespace testledger
