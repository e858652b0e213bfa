#include "formats/junit/junit_suite.hpp"

#include "formats/text/kept_text.hpp"

namespace testledger {
namespace {

std::optional<std::uint64_t> declared(std::string_view text) {
  std::uint64_t number = 0;
  const auto [stop, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (status != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

struct Producer {
  std::string_view suite;  ///< the name it gives to the outermost suites
  std::string_view name;
};
constexpr Producer producers[] = {
    {"AllTests", "GoogleTest"},       {"Cucumber", "Cucumber"}, {"Mocha Tests", "mocha"},           {"jest tests", "jest-junit"},
    {"nextest-run", "cargo-nextest"}, {"pytest", "pytest"},     {"rspec", "rspec_junit_formatter"}, {"vitest tests", "Vitest"},
};

}  // namespace

std::optional<std::string> JunitSuite::difference() const {
  const JunitCounts all = own + inside;
  const auto fits = [&](std::uint64_t number) {
    return number == own.tests || number == all.tests || number == own.tests + own.tries || number == all.tests + all.tries;
  };
  const auto fits_failed = [&](std::uint64_t number) {
    for (const std::uint64_t fitting :
         {own.failed, all.failed, own.failures, all.failures, own.failures + own.tries, all.failures + all.tries})
      if (number == fitting || number == fitting + failures.size()) return true;
    return false;
  };
  std::string wrong;
  if (declared_tests && !fits(*declared_tests))
    wrong = "declares " + std::to_string(*declared_tests) + " tests and holds " + std::to_string(all.tests);
  if (declared_failed && !fits_failed(*declared_failed))
    wrong += (wrong.empty() ? "declares " : "; declares ") + std::to_string(*declared_failed) + " failures and errors and holds " +
             std::to_string(all.failed);
  if (wrong.empty()) return std::nullopt;
  return (kind == Kind::root ? "the report " : "the suite \"" + name.substr(0, 200) + "\" ") + wrong;
}

JunitSuite junit_suite(JunitSuite::Kind kind, const XmlAttributes& attributes, Place place) {
  JunitSuite suite;
  suite.kind = kind;
  suite.name = kept(attributes["name"]);
  suite.file = kept(attributes.has("file") ? attributes["file"] : attributes["filepath"]);
  suite.place = place;
  suite.declared_tests = declared(attributes["tests"]);
  const auto failures = declared(attributes["failures"]), errors = declared(attributes["errors"]);
  if (failures || errors) suite.declared_failed = failures.value_or(0) + errors.value_or(0);
  return suite;
}

ReportHeader junit_producer(const XmlAttributes& attributes) {
  if (attributes.has("doctest_version")) return {"doctest", kept(attributes["doctest_version"])};
  if (attributes["xsi:noNamespaceSchemaLocation"].find("surefire-test-report") != std::string_view::npos) return {"Maven Surefire", {}};
  for (const Producer& producer : producers)
    if (attributes["name"] == producer.suite) return {std::string(producer.name), {}};
  return {};
}

}  // namespace testledger
