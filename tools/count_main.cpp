// Temporary: `inspect --json` over the formats room alone, until the command line stands.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <boost/json.hpp>
#include "formats/inspection.hpp"
using namespace testledger;
int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "inspect" || name == "--json") continue;
    std::ifstream in(name, std::ios::binary);
    std::vector<char> buffer(64 * 1024);
    const Inspection seen = inspect([&]() -> Result<std::string_view> {
      in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
      return std::string_view(buffer.data(), static_cast<std::size_t>(in.gcount()));
    });
    const auto n = [&](Outcome o) { return seen.outcomes[static_cast<std::size_t>(o)]; };
    const auto a = [&](Outcome o) { return seen.assertions[static_cast<std::size_t>(o)]; };
    boost::json::object out{{"file", name}, {"format", seen.format ? boost::json::value(seen.format->name) : boost::json::value(nullptr)}, {"tests", seen.tests},
      {"passed", n(Outcome::passed)}, {"failed", n(Outcome::failed)}, {"errored", n(Outcome::errored)}, {"skipped", n(Outcome::skipped)}, {"other", n(Outcome::other)},
      {"assertions", boost::json::object{{"passed", a(Outcome::passed)}, {"failed", a(Outcome::failed)}, {"skipped", a(Outcome::skipped)}}},
      {"warnings", seen.warning_count}, {"error", nullptr}};
    if (seen.error) { boost::json::object e{{"message", seen.error->message}};
      if (seen.error->place) { e["line"] = seen.error->place->line; e["column"] = seen.error->place->column; }
      out["error"] = e; }
    std::cout << boost::json::serialize(out) << "\n";
  }
}
