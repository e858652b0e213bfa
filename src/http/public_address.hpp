#pragma once

#include <string>
#include <string_view>

#include "http/request.hpp"

namespace testledger {

inline constexpr std::size_t next_page_max = 2000;  ///< bytes of an address that people are to come back to

/// Where browsers find this server.
class PublicAddress {
 public:
  /// `url` is what people are told ("https://qa.example.org/testledger"); without it the address that a request was sent to counts, with
  /// the base path behind it.
  explicit PublicAddress(std::string url = {}, std::string base_path = {});

  /// "https://qa.example.org/testledger", without a slash at its end.
  std::string of(const Request& request) const;
  /// Its path: "/testledger", or "".
  const std::string& path() const { return path_; }
  /// The address of a page of this server for the field Location; that of the start page for whatever is none: another server's, one
  /// with ".." or a backslash in it, one that is too long. It may begin with the path above, or not.
  std::string page(std::string_view wanted) const;

 private:
  std::string url_;
  std::string path_;
};

}  // namespace testledger
