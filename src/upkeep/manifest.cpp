#include "upkeep/manifest.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <boost/json.hpp>

namespace testledger {
namespace {

using boost::json::object;

Error damaged(const std::filesystem::path& file, std::uint64_t line) {
  return {ErrorCode::storage_failed,
          fmt::format("the backup is damaged: {} line {} is not what was written. Use another backup.", file.native(), line)};
}

std::optional<object> parse(const std::string& line) {
  boost::system::error_code problem;
  boost::json::value json = boost::json::parse(line, problem);
  if (problem || !json.is_object()) return std::nullopt;
  return std::move(json.as_object());
}

std::optional<std::int64_t> number(const object& line, std::string_view name) {
  const auto* value = line.if_contains(name);
  return value && value->is_int64() ? std::optional(value->as_int64()) : std::nullopt;
}

std::string text(const object& line, std::string_view name) {
  const auto* value = line.if_contains(name);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

/// Nothing that leads out of the backup.
bool is_inside(const std::filesystem::path& path) {
  return path.is_relative() && std::ranges::none_of(path, [](const auto& part) { return part == ".."; });
}

std::optional<ManifestEntry> entry_in(const object& line) {
  ManifestEntry entry{.path = text(line, "path"), .content = {.sha256 = text(line, "sha256")}};
  const auto size = number(line, "size");
  if (entry.path.empty() || !is_inside(entry.path) || entry.content.sha256.size() != 64 || !size || *size < 0) return std::nullopt;
  entry.content.size = static_cast<std::uint64_t>(*size);
  return entry;
}

Result<void> check_head(const std::optional<object>& line, const std::filesystem::path& file) {
  const auto format = line ? number(*line, "format") : std::nullopt;
  if (!format) return damaged(file, 1);
  if (*format == manifest_format) return {};
  return Error{ErrorCode::conflict,
               fmt::format("the backup has format {} and was made by Testledger {}; this program knows format {}. Use the "
                           "newer program.",
                           *format, text(*line, "testledger"), manifest_format)};
}

bool is_end(const object& line, const ManifestTotal& total) {
  return number(line, "files") == static_cast<std::int64_t>(total.files) && number(line, "bytes") == static_cast<std::int64_t>(total.bytes);
}

}  // namespace

bool is_as_named(const ManifestEntry& entry) {
  return !entry.path.starts_with("blobs/") || std::filesystem::path(entry.path).filename() == entry.content.sha256;
}

Result<ManifestWriter> ManifestWriter::create(const std::filesystem::path& backup, std::string_view version) {
  ManifestWriter writer(backup / manifest_name);
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  const std::string created = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(now)));
  TRY(writer.line(boost::json::serialize(object{{"format", manifest_format}, {"testledger", version}, {"created", created}})));
  return writer;
}

Result<void> ManifestWriter::line(const std::string& text) {
  out_ << text << '\n';
  return out_ ? Result<void>() : path_failure("write", file_);
}

Result<void> ManifestWriter::add(const ManifestEntry& entry) {
  ++total_.files;
  total_.bytes += entry.content.size;
  return line(boost::json::serialize(
      object{{"path", entry.path}, {"size", static_cast<std::int64_t>(entry.content.size)}, {"sha256", entry.content.sha256}}));
}

Result<ManifestTotal> ManifestWriter::finish() {
  TRY(line(boost::json::serialize(
      object{{"files", static_cast<std::int64_t>(total_.files)}, {"bytes", static_cast<std::int64_t>(total_.bytes)}})));
  out_.close();
  if (!out_) return path_failure("write", file_);
  return total_;
}

bool has_manifest(const std::filesystem::path& directory) {
  std::error_code failure;
  return std::filesystem::is_regular_file(directory / manifest_name, failure);
}

Result<ManifestTotal> read_manifest(const std::filesystem::path& backup, const std::function<Result<void>(const ManifestEntry&)>& take) {
  const std::filesystem::path file = backup / manifest_name;
  std::ifstream in(file, std::ios::binary);
  if (!in) return Error{ErrorCode::not_found, fmt::format("{} is no backup: it has no {}.", backup.native(), manifest_name)};
  std::string line;
  ManifestTotal total;
  for (std::uint64_t count = 1; std::getline(in, line); ++count) {
    const auto json = parse(line);
    if (count == 1) {
      TRY(check_head(json, file));
      continue;
    }
    if (!json) return damaged(file, count);
    if (is_end(*json, total)) return total;
    const auto entry = entry_in(*json);
    if (!entry) return damaged(file, count);
    ++total.files;
    total.bytes += entry->content.size;
    TRY(take(*entry));
  }
  return Error{ErrorCode::storage_failed,
               fmt::format("the backup is damaged: the end of {} is missing. Use another backup.", file.native())};
}

}  // namespace testledger
