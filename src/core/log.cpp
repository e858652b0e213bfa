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

void append_escaped(std::string& line, char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (c == '"' || c == '\\') {
    line += '\\';
    line += c;
  } else if (byte < 0x20 || byte >= 0x7f) {
    // Bytes beyond ASCII are written as they are counted, not decoded: a line stays valid whatever was sent.
    fmt::format_to(std::back_inserter(line), "\\u{:04x}", byte);
  } else {
    line += c;
  }
}

void append_text(std::string& line, std::string_view text) {
  line += '"';
  for (const char c : text.substr(0, value_length_max)) append_escaped(line, c);
  if (text.size() > value_length_max) fmt::format_to(std::back_inserter(line), "[+{} bytes]", text.size() - value_length_max);
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
