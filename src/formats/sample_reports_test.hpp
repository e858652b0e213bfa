// For tests: the bytes of reports.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace testledger {

/// A file below src/formats/testdata; fails the test when there is none.
inline std::string testdata(const std::string& path) {
  std::ifstream in(TESTLEDGER_SOURCE_DIR "/src/formats/testdata/" + path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

/// ASCII as UTF-16, little-endian and with its mark.
inline std::string utf16(std::string_view ascii) {
  std::string units = "\xFF\xFE";
  for (const char letter : ascii) units.append({letter, '\0'});
  return units;
}

}  // namespace testledger
