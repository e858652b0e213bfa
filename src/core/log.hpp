#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

/// The program's log: one JSON object per line on stderr. Control characters are escaped and values cut, so that nothing a
/// client sends can forge a line. Never give it a secret.
namespace testledger::log {

enum class Level { debug, info, warning, error };

/// One named value of a line. The name is a constant of the program.
struct Field {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double> value;
};

inline constexpr std::size_t value_length_max = 1024;  ///< bytes; longer text is cut and ends in "[+N bytes]"

/// Lines below this level are not written; info until set.
void set_level(Level level);

/// Writes one line. May be called from any thread.
void write(Level level, std::string_view message, std::initializer_list<Field> fields = {});

/// The line that write() writes, without its end.
std::string json_line(Level level, std::string_view message, std::initializer_list<Field> fields,
                      std::chrono::system_clock::time_point when);

}  // namespace testledger::log
