#include <gtest/gtest.h>

#include "http/endpoints/import_parameters.hpp"
#include "http/routes.hpp"
#include "http/wire/request_target.hpp"

namespace testledger {
namespace {

struct RouteRow {
  std::string why;
  Method method;
  std::string target;
  std::string pattern;  // empty: none
  std::string captured;
};

class Routing : public testing::TestWithParam<RouteRow> {};

TEST_P(Routing, FindsTheRoute) {
  const auto target = read_target(GetParam().target);
  ASSERT_TRUE(target);
  const RouteMatch match = find_route(routes(), GetParam().method, target->segments);
  EXPECT_EQ(match.route != nullptr ? match.route->pattern : "none", GetParam().pattern) << GetParam().why;
  std::string captured;
  for (const auto& [name, value] : match.captures) captured += std::string(name) + "=" + value + ";";
  EXPECT_EQ(captured, GetParam().captured) << GetParam().why;
}

const std::string runs_pattern = "project/{project}/testcycle/{cycle}/testrun";

INSTANTIATE_TEST_SUITE_P(
    Rows, Routing,
    testing::Values(RouteRow{"the cloud's base", Method::get, "/aio-tcms/api/v1/project/AT/testcycle/7/testrun", runs_pattern,
                             "project=AT;cycle=7;"},
                    RouteRow{"the server's base", Method::get, "/rest/aio-tcms-api/1.0/project/AT/testcycle/7/testrun?x=y", runs_pattern,
                             "project=AT;cycle=7;"},
                    RouteRow{"the server's base below a context", Method::get,
                             "/a/jira/rest/aio-tcms-api/1.0/project/AT/testcycle/7/testrun", runs_pattern, "project=AT;cycle=7;"},
                    RouteRow{"doubled slashes", Method::get, "//rest//aio-tcms-api/1.0/project/AT//testcycle/7/testrun/", runs_pattern,
                             "project=AT;cycle=7;"},
                    RouteRow{"encoded segments", Method::get, "/aio-tcms/api/v1/project/A%54/testcycle/a%2Fb/testrun", runs_pattern,
                             "project=AT;cycle=a/b;"},
                    RouteRow{"a HEAD request", Method::head, "/healthz", "healthz", ""},
                    RouteRow{"another method", Method::put, "/healthz", "none", ""},
                    RouteRow{"no base", Method::get, "/project/AT/testcycle/7/testrun", "none", ""},
                    RouteRow{"health below a base", Method::get, "/aio-tcms/api/v1/healthz", "none", ""},
                    RouteRow{"another version", Method::get, "/aio-tcms/api/v2/project/AT/testcase", "none", ""},
                    RouteRow{"a segment too many", Method::get, "/aio-tcms/api/v1/project/AT/testcase/folder/x", "none", ""},
                    RouteRow{"a word before a placeholder", Method::get, "/aio-tcms/api/v1/project/AT/testcase/folder",
                             "project/{project}/testcase/folder", "project=AT;"}));

TEST(Routes, TellWhichMethodsAPathHas) {
  EXPECT_EQ(find_route(routes(), Method::erase, {"aio-tcms", "api", "v1", "project", "AT", "testcase"}).allowed,
            (std::vector{Method::get, Method::head, Method::post}));
  EXPECT_TRUE(find_route(routes(), Method::get, {"nowhere"}).allowed.empty());
}

TEST(Targets, HaveTheirQueryDecoded) {
  const auto target = read_target("/a?type=JUnit&x=a+b%26c&flag&=z&x=last#part");
  ASSERT_TRUE(target);
  EXPECT_EQ(*target->parameter("TYPE"), "JUnit");
  EXPECT_EQ(*target->parameter("x"), "last");
  EXPECT_EQ(*target->parameter("flag"), "");
  EXPECT_EQ(target->parameter("none"), nullptr);
}

TEST(Targets, MustBeDecentPaths) {
  for (const char* wrong : {"", "*", "a/b", "/a/../b", "/a/%2e%2e/b", "/a/./b", "/a%00b", "/a%0d%0ab"})
    EXPECT_FALSE(read_target(wrong)) << wrong;
}

/// A format that every option concerns.
constexpr ReportKind any_kind{.bdd = true, .steps = true, .ignores_class_on_request = true, .force_update = true, .bdd_force_update = true};

struct OptionRow {
  std::string why;
  FormFields fields;
  std::function<void(ImportOptions&)> expected;
};

class ImportForm : public testing::TestWithParam<OptionRow> {};

TEST_P(ImportForm, IsReadTolerantly) {
  ImportOptions expected;
  GetParam().expected(expected);
  const auto options = read_import_options(GetParam().fields, any_kind);
  ASSERT_TRUE(options) << GetParam().why << options.error().message;
  EXPECT_EQ(*options, expected) << GetParam().why;
}

INSTANTIATE_TEST_SUITE_P(Rows, ImportForm,
                         testing::Values(OptionRow{"nothing is all defaults", {}, [](ImportOptions&) {}},
                                         OptionRow{"blank is the default",
                                                   {{"createNewRun", ""}, {"updateDatasets", " \n"}, {"defaultFolder", ""}},
                                                   [](ImportOptions&) {}},
                                         OptionRow{"any letter case and blanks",
                                                   {{"createCase", " True "}, {"addCaseToCycle", "FALSE"}},
                                                   [](ImportOptions& o) {
                                                     o.create_case = true;
                                                     o.add_case_to_cycle = false;
                                                   }},
                                         OptionRow{"digits",
                                                   {{"createCase", "1"}, {"createNewRun", "0"}},
                                                   [](ImportOptions& o) {
                                                     o.create_case = true;
                                                     o.create_new_run = false;
                                                   }},
                                         OptionRow{"unknown fields", {{"nobodyKnows", "x"}, {"actualResults", "y"}}, [](ImportOptions&) {}},
                                         OptionRow{"a folder",
                                                   {{"createCase", "true"}, {"defaultFolder", " 12 "}},
                                                   [](ImportOptions& o) {
                                                     o.create_case = true;
                                                     o.default_folder = FolderId{12};
                                                   }},
                                         OptionRow{"a folder without cases to create", {{"defaultFolder", "12"}}, [](ImportOptions&) {}},
                                         OptionRow{"what JavaScript has for nothing",
                                                   {{"createCase", "true"}, {"defaultFolder", "undefined"}, {"createNewRun", "undefined"}},
                                                   [](ImportOptions& o) { o.create_case = true; }},
                                         OptionRow{"and null",
                                                   {{"createCase", "true"}, {"defaultFolder", "null"}, {"updateDatasets", "null"}},
                                                   [](ImportOptions& o) { o.create_case = true; }},
                                         OptionRow{"every flag",
                                                   {{"createNewRun", "false"},
                                                    {"addCaseToCycle", "false"},
                                                    {"createCase", "true"},
                                                    {"updateDatasets", "false"},
                                                    {"bddForceUpdateCase", "true"},
                                                    {"forceUpdateCase", "true"},
                                                    {"updateOnlyRunStatus", "true"},
                                                    {"ignoreClassInAutoKey", "true"}},
                                                   [](ImportOptions& o) { o = {false, false, true, false, true, true, true, true, {}}; }}));

TEST(ImportForm, RefusesWhatCannotBeMeant) {
  EXPECT_EQ(read_import_options({{"createCase", "perhaps"}}, any_kind).error().message,
            "createCase must be true or false, not \"perhaps\"");
  for (const char* folder : {"Top", "-1", "0", "12x", "99999999999999999999"})
    EXPECT_FALSE(read_import_options({{"createCase", "true"}, {"defaultFolder", folder}}, any_kind)) << folder;
}

TEST(ImportType, IsKnownInAnyLetterCase) {
  for (const char* name : {"Testng", "TestNG", "testng", "Junit", "JUnit", "junit", "NUnit", "nunit", "Cucumber", "cucumber", "Robot",
                           "robot", "newman", "Newman", " junit "})
    EXPECT_TRUE(read_import_type(name)) << name;
  for (const char* name : {"", "Fortran", "xunit"})
    EXPECT_EQ(read_import_type(name).error().message, "Invalid type. Supported types are TestNG, JUnit, NUnit, Cucumber, Robot, Newman")
        << name;
}

TEST(PageAddresses, AreAllThatNeitherTheApiNorAnythingElseHas) {
  const auto is_page = [](std::string_view path) { return is_page_address(routes(), read_target(path)->segments); };
  for (const char* path : {"/", "/login", "/projects/AT/cycles/AT-CY-1/runs", "/projects/AT?text=a", "/settings/"})
    EXPECT_TRUE(is_page(path)) << path;
  for (const char* path : {"/aio-tcms/api/v1/nowhere", "/aio-tcms", "/jira/rest/aio-tcms-api/1.0/nowhere", "/api/nowhere", "/api",
                           "/assets/nothing.js", "/healthz/x", "/api-docs/x", "/openapi.json/x"})
    EXPECT_FALSE(is_page(path)) << path;
}

}  // namespace
}  // namespace testledger
