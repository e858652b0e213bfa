#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reports/reported_test.hpp"

namespace testledger {

/// A whole number without sign; nothing for any other text.
inline std::optional<std::uint64_t> parse_count(std::string_view text) {
  std::uint64_t count = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (status != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return count;
}

/// What <testng-results> declares of its methods against what it holds.
class TestngCounts {
 public:
  static constexpr std::array<std::string_view, 3> names = {"passed", "failed", "skipped"};

  void declare(std::size_t index, std::string_view value) { declared_[index] = parse_count(value); }

  void count(const ReportedTest& test) {
    constexpr std::array outcomes = {Outcome::passed, Outcome::failed, Outcome::skipped};
    for (std::size_t i = 0; i < outcomes.size(); ++i)
      if (test.outcome == outcomes[i]) ++held_[i];
    if (test.retried) ++retried_;
  }

  /// A sentence when they differ. Some versions count a retried try as skipped, some do not.
  std::optional<std::string> disagreement() const {
    const bool agree = agrees(0, held_[0]) && agrees(1, held_[1]) && (agrees(2, held_[2]) || agrees(2, held_[2] - retried_));
    if (agree) return std::nullopt;
    std::string declared, held;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string name = std::string(" ").append(names[i]).append(i + 1 < names.size() ? ", " : "");
      declared += (declared_[i] ? std::to_string(*declared_[i]) : "?") + name;
      held += std::to_string(held_[i]) + name;
    }
    return "the report declares " + declared + " but holds " + held;
  }

 private:
  bool agrees(std::size_t index, std::uint64_t held) const { return declared_[index].value_or(held) == held; }

  std::array<std::optional<std::uint64_t>, 3> declared_{};
  std::array<std::uint64_t, 3> held_{};
  std::uint64_t retried_ = 0;
};

}  // namespace testledger
