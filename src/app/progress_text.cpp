#include "app/progress_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/console.hpp"

namespace testledger {
namespace {

constexpr double mebibyte = 1024 * 1024;
constexpr double left_shown_max_s = 100 * 3'600;
constexpr std::size_t name_length_max = 14;

std::string bar(std::uint64_t done, std::uint64_t total) {
  constexpr std::uint64_t width = 24;
  const double share = static_cast<double>(std::min(done, total)) / static_cast<double>(total);
  const auto filled = static_cast<std::size_t>(share * width);
  return fmt::format("[{}{}] {} %", std::string(filled, '#'), std::string(width - filled, '.'), static_cast<int>(share * 100));
}

std::string left(std::uint64_t done, std::uint64_t total, double per_second) {
  if (per_second <= 0 || done >= total) return "";
  const double seconds = static_cast<double>(total - done) / per_second;
  if (seconds > left_shown_max_s) return "";
  const auto whole = static_cast<std::int64_t>(seconds + 0.999);
  if (whole < 3'600) return fmt::format(", {}:{:02} left", whole / 60, whole % 60);
  return fmt::format(", {}:{:02}:{:02} left", whole / 3'600, whole / 60 % 60, whole % 60);
}

}  // namespace

void Pace::look(Time now, std::uint64_t done) {
  if (!first_ || done < last_.done) first_ = {now, done};  // less than before: it was begun anew
  last_ = {now, done};
}

double Pace::per_second() const {
  if (!first_) return 0;
  const double seconds = std::chrono::duration<double>(last_.time - first_->time).count();
  return seconds > 0 ? static_cast<double>(last_.done - first_->done) / seconds : 0;
}

std::string upload_text(std::string_view name, std::uint64_t sent, std::uint64_t total, double per_second) {
  const std::string shown = printable(name, name_length_max);
  if (total == 0) return fmt::format("uploading {}", shown);
  if (sent >= total) return fmt::format("uploading {} {}, waiting for the server", shown, bar(sent, total));
  const std::string pace = per_second > 0 ? fmt::format(", {:.1f} MiB/s", per_second / mebibyte) : "";
  return fmt::format("uploading {} {}{}, {:.1f} of {:.1f} MiB{}", shown, bar(sent, total), left(sent, total, per_second),
                     static_cast<double>(sent) / mebibyte, static_cast<double>(total) / mebibyte, pace);
}

std::string batch_text(const BatchProgress& progress, double per_second) {
  std::string status = progress.status;
  std::ranges::transform(status, status.begin(),
                         [](char letter) { return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter; });
  std::string text = fmt::format("batch {}: {}", progress.id, status);
  if (status == "queued") return progress.position > 0 ? text + fmt::format(", position {}", progress.position) : text;
  const std::string pace = per_second >= 1 ? fmt::format(", {:.0f}/s", per_second) : "";
  if (progress.total > 0)
    text += fmt::format(" {}{}, {} of {} results{}", bar(progress.processed, progress.total),
                        left(progress.processed, progress.total, per_second), progress.processed, progress.total, pace);
  else if (progress.processed > 0)
    text += fmt::format(", {} results{}", progress.processed, pace);
  return text;
}

}  // namespace testledger
