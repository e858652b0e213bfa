#include "mapping/row_suffix.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

TEST(RowSuffix, IsToldFromTheName) {
  struct Row {
    const char* why;
    const char* name;
    const char* base;
    const char* row;
  };
  constexpr Row rows[] = {
      {"an index", "name[1]", "name", "1"},
      {"pytest's parameters", "test_login[wrong case]", "test_login", "wrong case"},
      {"brackets inside", "test_list[a[0]-b]", "test_list", "a[0]-b"},
      {"JUnit 4's index with a text", "fee[0: DE 5,000]", "fee", "0: DE 5,000"},
      {"a signature and an index", "name(int, int)[2]", "name", "2"},
      {"an empty signature and an index", "addTwice()[3]", "addTwice", "3"},
      {"Surefire's braces", "add{int, int}[1]", "add", "1"},
      {"a signature, an index and a display text", "giftName(String)[4] two\nlines", "giftName", "two\nlines"},
      {"an index and a display text alone", "[1] admin login", "", "admin login"},
      {"an index and values alone", "[2] arg=7", "", "arg=7"},
      {"an index alone", "[3]", "", "3"},
      {"Spock's values", "maximum of two numbers [a: 1, b: 3, #0]", "maximum of two numbers", "a: 1, b: 3, #0"},
      {"an index apart from the name", "name [2]", "name", "2"},
      {"people's remarks are part of the name", "login works [smoke]", "login works [smoke]", ""},
      {"so are leading ones", "[smoke] login works", "[smoke] login works", ""},
      {"a signature alone is part of the name", "name(int)", "name(int)", ""},
      {"an unopened bracket is part of the name", "name 1]", "name 1]", ""},
      {"an index in the middle is part of the name", "a[1] is b", "a[1] is b", ""},
      {"a number that is not closed is none", "[1 admin login", "[1 admin login", ""},
      {"nor is one that the text goes on behind", "[1]st login", "[1]st login", ""},
      {"nor are brackets around nothing", "[] login", "[] login", ""},
      {"too little for a bracket", "[1", "[1", ""},
      {"more brackets closed than opened", "name[1]]", "name[1]]", ""},
      {"a signature without a name", "(int)[2]", "(int)", "2"},
      {"a signature that is not opened", "int)[2]", "int)", "2"},
      {"a signature whose bracket holds a word", "name(int)[x]", "name(int)", "x"},
      {"a number sign without a number", "name [a #]", "name [a #]", ""},
      {"nothing but a bracket", "[a b]", "[a b]", ""},
      {"nothing but blanks before it", " [1]", " [1]", ""},
      {"an empty bracket", "name[]", "name", "[]"},
      {"a plain name", "accepts", "accepts", ""},
      {"no name", "", "", ""},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.why);
    const SplitName parts = split_row_suffix(row.name);
    EXPECT_EQ(parts.base, row.base);
    EXPECT_EQ(parts.row, row.row);
  }
}

}  // namespace
}  // namespace testledger
