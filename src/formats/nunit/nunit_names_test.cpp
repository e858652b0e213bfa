#include "formats/nunit/nunit_names.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

using Suites = std::vector<std::string>;

struct NameRow {
  const char* why;
  NunitCase test;
  NunitName expected;
};

TEST(NunitName, TakesNamesOfVersion3Apart) {
  constexpr auto rows_suite = NunitSuiteKind::rows;
  const NameRow rows[] = {
      {"a plain test",
       {.name = "Adds", .full_name = "Shop.CartTest.Adds", .method = "Adds", .class_name = "Shop.CartTest"},
       {"Shop.CartTest", "Adds", "Shop.CartTest.Adds", "", false}},
      {"a row",
       {.name = "Adds(1,\"x\")",
        .full_name = "Shop.CartTest.Adds(1,\"x\")",
        .method = "Adds",
        .class_name = "Shop.CartTest",
        .suite = "Adds",
        .suite_kind = rows_suite},
       {"Shop.CartTest", "Adds(1,\"x\")", "Shop.CartTest.Adds", "1,\"x\"", true}},
      {"brackets, quotes and line breaks inside the arguments",
       {.name = "Adds(\"a)(\\\"b\n\",[1, 2])",
        .full_name = "Shop.CartTest.Adds(\"a)(\\\"b\n\",[1, 2])",
        .method = "Adds",
        .class_name = "Shop.CartTest",
        .suite = "Adds",
        .suite_kind = rows_suite},
       {"Shop.CartTest", "Adds(\"a)(\\\"b\n\",[1, 2])", "Shop.CartTest.Adds", "\"a)(\\\"b\n\",[1, 2]", true}},
      {"no arguments between the brackets",
       {.name = "Adds()", .full_name = "Shop.CartTest.Adds()", .method = "Adds", .class_name = "Shop.CartTest"},
       {"Shop.CartTest", "Adds()", "Shop.CartTest.Adds", "", true}},
      {"a name set by hand is the test's name",
       {.name = "adds (two)",
        .full_name = "Shop.CartTest.adds (two)",
        .method = "Adds",
        .class_name = "Shop.CartTest",
        .suite = "Adds",
        .suite_kind = rows_suite},
       {"Shop.CartTest", "adds (two)", "Shop.CartTest.adds (two)", "", false}},
      {"type arguments belong to the test",
       {.name = "Adds<Int32>(5)",
        .full_name = "Shop.CartTest.Adds<Int32>(5)",
        .method = "Adds",
        .class_name = "Shop.CartTest",
        .suite = "Adds<T>",
        .suite_kind = rows_suite},
       {"Shop.CartTest", "Adds<Int32>(5)", "Shop.CartTest.Adds<Int32>", "5", true}},
      {"arguments of the fixture belong to the test",
       {.name = "Adds", .full_name = "Shop.CartTest(1,\"x\").Adds", .method = "Adds", .class_name = "Shop.CartTest"},
       {"Shop.CartTest", "Adds", "Shop.CartTest(1,\"x\").Adds", "", false}},
      {"a logger that writes the class without its namespace",
       {.name = "Adds", .full_name = "Shop.CartTest.Adds", .method = "Adds", .class_name = "CartTest"},
       {"Shop.CartTest", "Adds", "Shop.CartTest.Adds", "", false}},
      {"a logger that writes the arguments into the method",
       {.name = "Adds(\"dot.in.it\")",
        .full_name = "Shop.CartTest.Adds(\"dot.in.it\")",
        .method = "Adds(\"dot.in.it\")",
        .class_name = "CartTest"},
       {"Shop.CartTest", "Adds(\"dot.in.it\")", "Shop.CartTest.Adds", "\"dot.in.it\"", true}},
      {"by its form alone, a blank before the bracket is a name set by hand",
       {.name = "adds (two)", .full_name = "Shop.CartTest.adds (two)", .class_name = "Shop.CartTest"},
       {"Shop.CartTest", "adds (two)", "Shop.CartTest.adds (two)", "", false}},
      {"by its form alone, a string that never closes runs to the end",
       {.name = "Opens(\"C:\\\")", .full_name = "Shop.CartTest.Opens(\"C:\\\")", .class_name = "Shop.CartTest"},
       {"Shop.CartTest", "Opens(\"C:\\\")", "Shop.CartTest.Opens", "\"C:\\\"", true}},
  };
  for (const NameRow& row : rows) {
    SCOPED_TRACE(row.why);
    const NunitName taken = nunit_name(row.test);
    EXPECT_EQ(taken.class_name, row.expected.class_name);
    EXPECT_EQ(taken.name, row.expected.name);
    EXPECT_EQ(taken.identity, row.expected.identity);
    EXPECT_EQ(taken.arguments, row.expected.arguments);
    EXPECT_EQ(taken.is_row, row.expected.is_row);
  }
}

TEST(NunitName, TakesNamesOfVersion2Apart) {
  const Suites fixture = {"Shop.dll", "Shop", "CartTest"}, assembly = {"Shop.dll"}, untold = {"Shop", "CartTest", "Adds"},
               nested = {"Shop", "CartTest+Empty"}, typed = {"Shop", "Generic<ArrayList>"};
  constexpr auto rows_suite = NunitSuiteKind::rows, no_type = NunitSuiteKind::untold;
  const NameRow rows[] = {
      {"the name is the full name",
       {.name = "Shop.CartTest.Adds", .containers = fixture},
       {"Shop.CartTest", "Adds", "Shop.CartTest.Adds", "", false}},
      {"a row",
       {.name = "Shop.CartTest.Adds(1.5,\"a.b\")", .suite = "Adds", .suite_kind = rows_suite, .containers = fixture},
       {"Shop.CartTest", "Adds(1.5,\"a.b\")", "Shop.CartTest.Adds", "1.5,\"a.b\"", true}},
      {"before 2.5 suites have no type, but the name of their method",
       {.name = "Shop.CartTest.Adds(1)", .suite = "Adds", .suite_kind = no_type, .containers = untold},
       {"Shop.CartTest", "Adds(1)", "Shop.CartTest.Adds", "1", true}},
      {"brackets outside a suite of rows are a name",
       {.name = "Shop.CartTest.Adds(1)", .suite = "CartTest", .containers = fixture},
       {"Shop.CartTest", "Adds(1)", "Shop.CartTest.Adds(1)", "", false}},
      {"a name set by hand, with blanks and a dot",
       {.name = "Shop.CartTest.first input, v1.5", .suite = "Adds", .suite_kind = rows_suite, .containers = fixture},
       {"Shop.CartTest", "first input, v1.5", "Shop.CartTest.first input, v1.5", "", false}},
      {"a nested class",
       {.name = "Shop.CartTest+Empty.Adds", .containers = nested},
       {"Shop.CartTest+Empty", "Adds", "Shop.CartTest+Empty.Adds", "", false}},
      {"a generic fixture",
       {.name = "Shop.Generic<ArrayList>.Adds", .containers = typed},
       {"Shop.Generic<ArrayList>", "Adds", "Shop.Generic<ArrayList>.Adds", "", false}},
      {"no suite of the class's name: the last dot",
       {.name = "Shop.CartTest.Adds", .containers = assembly},
       {"Shop.CartTest", "Adds", "Shop.CartTest.Adds", "", false}},
      {"a bare name: the suite is the class",
       {.name = "Test 1.txt", .containers = fixture},
       {"CartTest", "Test 1.txt", "CartTest.Test 1.txt", "", false}},
      {"a bare name in an assembly has no class",
       {.name = "Test 1.txt", .containers = assembly},
       {"", "Test 1.txt", "Test 1.txt", "", false}},
      {"nothing at all", {.name = ""}, {"", "", "", "", false}},
  };
  for (const NameRow& row : rows) {
    SCOPED_TRACE(row.why);
    const NunitName taken = nunit_name(row.test);
    EXPECT_EQ(taken.class_name, row.expected.class_name);
    EXPECT_EQ(taken.name, row.expected.name);
    EXPECT_EQ(taken.identity, row.expected.identity);
    EXPECT_EQ(taken.arguments, row.expected.arguments);
    EXPECT_EQ(taken.is_row, row.expected.is_row);
  }
}

struct ArgumentsRow {
  const char* why;
  const char* list;
  std::vector<std::string_view> expected;
};

TEST(NunitName, SplitsArguments) {
  const ArgumentsRow rows[] = {
      {"none", "", {}},
      {"one", "1", {"1"}},
      {"several", "1,True,null", {"1", "True", "null"}},
      {"blanks after commas", "1, 2", {"1", "2"}},
      {"commas in strings", "\"a,b\",2", {"\"a,b\"", "2"}},
      {"an escaped quote", "\"a\\\",b\",2", {"\"a\\\",b\"", "2"}},
      {"a comma as character", "',',2", {"','", "2"}},
      {"arrays and types", "[1, 2],System.Func`2[A,B],{3,4}", {"[1, 2]", "System.Func`2[A,B]", "{3,4}"}},
      {"empty ones", ",", {"", ""}},
      {"a string that never closes", "1,\"C:\\\",3", {"1", "\"C:\\\",3"}},
      {"an apostrophe inside a word", "it's,2", {"it's", "2"}},
  };
  for (const ArgumentsRow& row : rows) {
    SCOPED_TRACE(row.why);
    EXPECT_EQ(split_arguments(row.list), row.expected);
  }
}

TEST(NunitSuiteKind, KnowsSuitesThatHoldRows) {
  EXPECT_EQ(nunit_suite_kind("ParameterizedTest"), NunitSuiteKind::rows);
  EXPECT_EQ(nunit_suite_kind("ParameterizedMethod"), NunitSuiteKind::rows);
  EXPECT_EQ(nunit_suite_kind("Theory"), NunitSuiteKind::rows);
  EXPECT_EQ(nunit_suite_kind("ParameterizedFixture"), NunitSuiteKind::container) << "its rows are fixtures";
  EXPECT_EQ(nunit_suite_kind(""), NunitSuiteKind::untold);
}

}  // namespace
}  // namespace testledger
