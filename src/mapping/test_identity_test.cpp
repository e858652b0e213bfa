#include "mapping/test_identity.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

constexpr ReportKind junit{.keys = {.name = true}, .ignores_class_on_request = true, .force_update = true, .row_suffixes = true};
constexpr ReportKind testng{.keys = {.name = true, .tags = true, .parameters = true}};
constexpr ReportKind nunit{.keys = {.name = true}};

struct IdentityRow {
  const char* why;
  ReportedTest test;
  std::string automation_key;
  std::string exact_key;
  std::string title;
  std::string row;
  ReportKind kind = junit;
  bool ignore_class = false;
};

ReportedTest named(std::string class_name, std::string name) {
  ReportedTest test;
  test.class_name = std::move(class_name);
  test.name = std::move(name);
  return test;
}

ReportedTest with_identity(std::string name, std::string identity, int row) {
  ReportedTest test = named("Sums", std::move(name));
  test.identity = std::move(identity);
  if (row > 0) test.row = ReportedRow{"", row};
  return test;
}

ReportedTest in_suite(std::string suite) {
  ReportedTest test;
  test.suites = {"all", std::move(suite)};
  return test;
}

const IdentityRow identities[] = {
    {"classname.name (C.4.1)", named("web.Login", "accepts"), "web.Login.accepts", "", "accepts", ""},
    {"the name alone when the class is blank", named("  ", "accepts"), "accepts", "", "accepts", ""},
    {"the name alone on request", named("web.Login", "accepts"), "accepts", "", "accepts", "", junit, true},
    {"...which concerns JUnit alone", named("web.Login", "accepts"), "web.Login.accepts", "", "accepts", "", testng, true},
    {"a row is known by its test (H-6)", named("Cart", "add[1]"), "Cart.add", "Cart.add[1]", "add", "1"},
    {"...also without its class", named("Cart", "add[1]"), "add", "add[1]", "add", "1", junit, true},
    {"a named row keeps its text", named("Cart", "add(int)[2] two"), "Cart.add", "Cart.add(int)[2] two", "add", "two"},
    {"a row without a test's name is known by its class", named("Cart", "[1] admin"), "Cart", "Cart.[1] admin", "Cart", "admin"},
    {"...and by its whole name without a class", named("", "[1] admin"), "[1] admin", "", "[1] admin", ""},
    {"a key in the suffix belongs to the row alone", named("t", "test[AT-TC-1 right]"), "t.test[AT-TC-1 right]", "", "test[AT-TC-1 right]",
     ""},
    {"a key before the suffix belongs to the test", named("t", "AT-TC-1 add[2]"), "t.AT-TC-1 add", "t.AT-TC-1 add[2]", "AT-TC-1 add", "2"},
    {"only JUnit's names have suffixes", named("Cart", "add[1]"), "Cart.add[1]", "", "add[1]", "", testng},
    {"an identity of its own is the key (C.4.3)", with_identity("Add(1,2)", "Ns.Sums.Add", 1), "Ns.Sums.Add", "", "Add", "#1", nunit},
    {"a title that is not from the identity stays", with_identity("adds (2)", "Ns.Sums.Add", 1), "Ns.Sums.Add", "", "adds (2)", "#1",
     nunit},
    {"so does one of arguments alone", with_identity("(1,2)", "Ns.Sums.Add", 1), "Ns.Sums.Add", "", "(1,2)", "#1", nunit},
    {"a test without a name is known by its suite", in_suite("Login"), "Login", "", "Login", ""},
    {"...or as unnamed", ReportedTest{}, "unnamed test", "", "unnamed test", ""},
    {"a class alone is enough", named("Login", ""), "Login", "", "Login", ""},
};

std::string told(const std::optional<RowLabel>& row) {
  if (!row) return "";
  return row->name.empty() ? "#" + std::to_string(row->number) : std::string(row->name);
}

TEST(TestIdentity, IsWhatTheContractHasForEachFormat) {
  const Configuration configuration = default_configuration();
  for (const IdentityRow& row : identities) {
    SCOPED_TRACE(row.why);
    const ImportOptions options{.ignore_class_in_auto_key = row.ignore_class};
    const MappingRules rules{.kind = row.kind, .options = options, .configuration = configuration, .project_key = "AT"};
    const TestIdentity identity = identify(row.test, rules);
    EXPECT_EQ(identity.automation_key, row.automation_key);
    EXPECT_EQ(identity.exact_key, row.exact_key);
    EXPECT_EQ(identity.title, row.title);
    EXPECT_EQ(told(identity.row), row.row);
  }
}

TEST(TestIdentity, ARowHasTheNumberThatIsItsWholeName) {
  const Configuration configuration = default_configuration();
  const ImportOptions options;
  const MappingRules rules{.kind = junit, .options = options, .configuration = configuration, .project_key = "AT"};
  for (const auto& [name, number] : {std::pair("add[2]", 2), std::pair("add[2 two]", 0), std::pair("add[99999999999]", 0)}) {
    const ReportedTest test = named("Cart", name);
    EXPECT_EQ(identify(test, rules).row->number, number) << name;
  }
}

TEST(TestIdentity, ParametersMakeARowWithoutAName) {
  const Configuration configuration = default_configuration();
  const ImportOptions options;
  const MappingRules rules{.kind = testng, .options = options, .configuration = configuration, .project_key = "AT"};
  ReportedTest test = named("Login", "accepts");
  EXPECT_FALSE(identify(test, rules).row);
  test.parameters = {{"param1", "bob"}};
  EXPECT_TRUE(identify(test, rules).row);
  EXPECT_EQ(identify(test, rules).automation_key, "Login.accepts") << "parameters are no part of the key (H-29)";
}

TEST(TestIdentity, FingerprintsTellParametersAndRowsApart) {
  const Configuration configuration = default_configuration();
  const ImportOptions options;
  const MappingRules rules{.kind = testng, .options = options, .configuration = configuration, .project_key = "AT"};
  ReportedTest first = named("Login", "accepts");
  ReportedTest second = first;
  const auto differ = [&] { return identify(first, rules).fingerprint != identify(second, rules).fingerprint; };
  EXPECT_FALSE(differ());
  second.outcome = Outcome::failed;
  second.duration = std::chrono::seconds(3);
  EXPECT_FALSE(differ()) << "a retry is the same test";
  second.parameters = {{"param1", "bob"}};
  EXPECT_TRUE(differ());
  first.parameters = {{"param1", "eve"}};
  EXPECT_TRUE(differ());
  second = first;
  second.row = ReportedRow{"", 2};
  EXPECT_TRUE(differ());
  second = first;
  second.class_name = "Logout";
  EXPECT_TRUE(differ());
}

}  // namespace
}  // namespace testledger
