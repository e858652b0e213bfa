#include "core/log.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace testledger::log {
namespace {

std::string_view name_of(Level level) {
  switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warning: return "warning";
    case Level::error: return "error";
  }
  return "error";
}

/// The length of the UTF-8 character at the front, 0 when the bytes there are none (RFC 3629, table 3-7 of Unicode).
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
  const auto follows = [&](std::size_t at) { return (byte(at) & 0xc0U) == 0x80U; };
  const unsigned lead = byte(0), second = byte(1);
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return follows(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef)
    return follows(1) && follows(2) && !(lead == 0xe0 && second < 0xa0) && !(lead == 0xed && second > 0x9f) ? 3 : 0;
  const bool in_range = (lead == 0xf0 && second >= 0x90) || (lead >= 0xf1 && lead <= 0xf3) || (lead == 0xf4 && second <= 0x8f);
  return in_range && follows(1) && follows(2) && follows(3) ? 4 : 0;
}

bool is_control(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return lead < 0x20 || lead == 0x7f;
  return lead == 0xc2 && static_cast<unsigned char>(character[1]) < 0xa0;  // the second range of control characters
}

void append_character(std::string& line, std::string_view character) {
  if (is_control(character)) {
    fmt::format_to(std::back_inserter(line), "\\u{:04x}", static_cast<unsigned char>(character.back()));
    return;
  }
  if (character == "\"" || character == "\\") line += '\\';
  line += character;
}

void append_text(std::string& line, std::string_view text) {
  const std::size_t dropped = text.size() - std::min(text.size(), value_length_max);
  line += '"';
  for (std::string_view rest = text.substr(0, value_length_max); !rest.empty();) {
    const std::size_t length = character_length(rest);
    if (length == 0)
      line += "\\ufffd";
    else
      append_character(line, rest.substr(0, length));
    rest.remove_prefix(std::max<std::size_t>(length, 1));
  }
  if (dropped > 0) fmt::format_to(std::back_inserter(line), "[+{} bytes]", dropped);
  line += '"';
}

struct AppendValue {
  std::string& line;
  void operator()(std::string_view text) const { append_text(line, text); }
  void operator()(std::int64_t number) const { fmt::format_to(std::back_inserter(line), "{}", number); }
  void operator()(double number) const { fmt::format_to(std::back_inserter(line), "{:.6f}", number); }
};

std::shared_ptr<spdlog::logger> make_logger() {
  auto logger = std::make_shared<spdlog::logger>("testledger", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("%v");
  logger->flush_on(spdlog::level::info);
  return logger;
}

spdlog::logger& logger() {
  static const auto instance = make_logger();
  return *instance;
}

spdlog::level::level_enum level_of(Level level) {
  switch (level) {
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warning: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

}  // namespace

void set_level(Level level) { logger().set_level(level_of(level)); }

void write(Level level, std::string_view message, std::initializer_list<Field> fields) {
  if (!logger().should_log(level_of(level))) return;
  logger().log(level_of(level), json_line(level, message, fields, std::chrono::system_clock::now()));
}

std::string json_line(Level level, std::string_view message, std::initializer_list<Field> fields,
                      std::chrono::system_clock::time_point when) {
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(when.time_since_epoch()).count();
  std::string line = fmt::format(R"({{"time":"{:%FT%T}.{:03}Z","level":"{}","message":)",
                                 fmt::gmtime(static_cast<std::time_t>(milliseconds / 1000)), milliseconds % 1000, name_of(level));
  append_text(line, message);
  for (const Field& field : fields) {
    fmt::format_to(std::back_inserter(line), R"(,"{}":)", field.name);
    std::visit(AppendValue{line}, field.value);
  }
  line += '}';
  return line;
}

}  // namespace testledger::log
