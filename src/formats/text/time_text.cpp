#include "formats/text/time_text.hpp"

#include <cmath>

#include "core/characters.hpp"

namespace testledger {
namespace {

constexpr double duration_seconds_max = 365 * 86400.0;

std::optional<double> plain_number(std::string_view text) {
  double number = 0;
  const auto [stop, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (status != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

/// A comma is a decimal one unless it groups thousands: "0,125" and "12,5", but "1,234", "1,234.5" and "1.234,5".
std::optional<double> localised_number(std::string_view text) {
  const std::size_t comma = text.rfind(','), dot = text.rfind('.');
  if (comma == std::string_view::npos) return plain_number(text);
  const std::string_view whole = text.substr(0, comma);
  const bool groups =
      whole.find(',') != std::string_view::npos || (text.size() - comma == 4 && whole.size() <= 3 && !whole.starts_with('0'));
  const char decimal = dot == std::string_view::npos ? (groups ? '.' : ',') : (dot > comma ? '.' : ',');
  std::string digits;
  for (const char letter : text) {
    if (letter == decimal)
      digits += '.';
    else if (letter != ',' && letter != '.')
      digits += letter;
  }
  return plain_number(digits);
}

/// "01:02.5" or "00:01:02.5"
std::optional<double> clock_seconds(std::string_view text) {
  double seconds = 0;
  for (int parts = 0; parts < 3; ++parts) {
    const std::size_t colon = text.find(':');
    const auto part = localised_number(text.substr(0, colon));
    if (!part || *part < 0) return std::nullopt;
    seconds = seconds * 60 + *part;
    if (colon == std::string_view::npos) return seconds;
    text.remove_prefix(colon + 1);
  }
  return std::nullopt;
}

struct Unit {
  std::string_view name;
  double seconds;
};
constexpr Unit units[] = {{"ms", 1e-3}, {"us", 1e-6}, {"\xC2\xB5s", 1e-6}, {"ns", 1e-9}, {"seconds", 1}, {"secs", 1},
                          {"sec", 1},   {"s", 1},     {"min", 60},         {"m", 60},    {"h", 3600}};

std::optional<double> seconds_with_unit(std::string_view text) {
  for (const Unit& unit : units) {
    if (!text.ends_with(unit.name)) continue;
    const auto number = localised_number(without_blanks_around(text.substr(0, text.size() - unit.name.size())));
    return number ? std::optional(*number * unit.seconds) : std::nullopt;
  }
  return localised_number(text);
}

bool is_within(int value, int low, int high) { return value >= low && value <= high; }

/// Microseconds of the form that nearly all reports use, "12.345", without a detour through floating point: the time of every
/// test passes here. Negative for any other form; a number stays in a register, an optional passed on would not.
std::int64_t plain_micros(std::string_view text) {
  static constexpr std::int64_t scale[] = {1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
  if (text.size() > 14) return -1;
  std::int64_t number = 0;
  std::size_t at = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) number = number * 10 + (text[at] - '0');
  const std::size_t whole = at;
  if (at < text.size() && text[at] == '.') ++at;
  const std::size_t fraction = at;
  for (; at < text.size() && is_digit(text[at]); ++at) number = number * 10 + (text[at] - '0');
  if (whole == 0 || whole > 7 || at != text.size() || at - fraction > 6) return -1;
  return number * scale[at - fraction];
}

/// The parts of a date and a time as they are found, in whatever order.
struct Moment {
  std::optional<int> year, month, day;
  int hour = 0, minute = 0, second = 0, micros = 0, zone_minutes = 0;
  bool has_time = false;
};

constexpr std::string_view months = "jan feb mar apr may jun jul aug sep oct nov dec ";

class MomentReader {
 public:
  explicit MomentReader(std::string_view text) : text_(text) {}

  std::optional<Moment> read() {
    while (!text_.empty() && text_[0] != '(') {
      const char letter = text_[0];
      const bool read = is_digit(letter)                                       ? read_numbers()
                        : is_letter(letter)                                    ? read_word()
                        : (letter == '+' || letter == '-') && moment_.has_time ? read_zone()
                                                                               : skip_separator();
      if (!read) return std::nullopt;
    }
    return moment_;
  }

 private:
  bool skip_separator() {
    const bool separates = std::string_view(" ,\t-").find(text_[0]) != std::string_view::npos;
    text_.remove_prefix(1);
    return separates;
  }

  std::string_view take_digits() {
    std::size_t length = 0;
    while (length < text_.size() && is_digit(text_[length])) ++length;
    const std::string_view digits = text_.substr(0, length);
    text_.remove_prefix(length);
    return digits;
  }

  static int number(std::string_view digits) {
    int value = -1;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }

  bool next_is(char letter) const { return !text_.empty() && text_[0] == letter; }

  bool read_numbers() {
    const std::string_view first = take_digits();
    if (next_is(':')) return read_clock(number(first));
    if (first.size() == 8) return set_date(number(first.substr(0, 4)), number(first.substr(4, 2)), number(first.substr(6)));
    const bool more = text_.size() > 1 && is_digit(text_[1]);
    if (more && (text_[0] == '-' || text_[0] == '/' || text_[0] == '.') && !moment_.day) return read_date(first, text_[0]);
    if (first.size() == 4 && !moment_.year) return moment_.year = number(first), true;
    if (first.size() <= 2 && !moment_.day) return moment_.day = number(first), true;
    return false;
  }

  bool read_date(std::string_view first, char separator) {
    text_.remove_prefix(1);
    const std::string_view second = take_digits();
    if (!next_is(separator)) return false;
    text_.remove_prefix(1);
    const std::string_view third = take_digits();
    if (first.size() == 4) return set_date(number(first), number(second), number(third));
    if (third.size() != 4) return false;
    return separator == '/' ? set_date(number(third), number(first), number(second))
                            : set_date(number(third), number(second), number(first));
  }

  bool set_date(int year, int month, int day) {
    if (moment_.year || moment_.month || moment_.day) return false;
    moment_.year = year;
    moment_.month = month;
    moment_.day = day;
    return true;
  }

  bool read_clock(int hour) {
    moment_.has_time = true;
    moment_.hour = hour;
    text_.remove_prefix(1);
    moment_.minute = number(take_digits());
    if (!next_is(':')) return true;
    text_.remove_prefix(1);
    moment_.second = number(take_digits());
    if (!next_is('.') && !next_is(',')) return true;
    text_.remove_prefix(1);
    std::string fraction(take_digits().substr(0, 6));
    fraction.resize(6, '0');
    moment_.micros = number(fraction);
    return true;
  }

  bool read_zone() {
    const int sign = text_[0] == '-' ? -1 : 1;
    text_.remove_prefix(1);
    const std::string_view digits = take_digits();
    if (digits.empty() || digits.size() > 4) return false;
    int minutes = digits.size() > 2 ? number(digits.substr(0, digits.size() - 2)) * 60 + number(digits.substr(digits.size() - 2))
                                    : number(digits) * 60;
    if (digits.size() <= 2 && next_is(':')) {
      text_.remove_prefix(1);
      minutes += number(take_digits());
    }
    moment_.zone_minutes = sign * minutes;
    return is_within(minutes, 0, 24 * 60);
  }

  bool read_word() {
    std::string word;
    while (!text_.empty() && is_letter(text_[0])) {
      word += static_cast<char>(text_[0] | 0x20);
      text_.remove_prefix(1);
    }
    if (word == "pm" && moment_.hour < 12) moment_.hour += 12;
    if (word == "am" && moment_.hour == 12) moment_.hour = 0;
    const std::size_t month = word.size() < 3 ? std::string_view::npos : months.find(word.substr(0, 3));
    if (month != std::string_view::npos && month % 4 == 0 && !moment_.month) moment_.month = static_cast<int>(month / 4) + 1;
    return true;  // a weekday, "T", or a zone's name
  }

  std::string_view text_;
  Moment moment_;
};

std::optional<TimePoint> since_epoch(std::string_view text) {
  const std::size_t whole = std::min(text.find('.'), text.size());
  if (text.find_first_not_of("0123456789.") != std::string_view::npos || whole < 9 || whole > 19) return std::nullopt;
  const auto value = plain_number(text);
  if (!value) return std::nullopt;
  const double micros = whole <= 11 ? *value * 1e6 : whole <= 14 ? *value * 1e3 : whole <= 17 ? *value : *value / 1e3;
  return TimePoint(Duration(std::llround(micros)));
}

}  // namespace

std::optional<Duration> parse_seconds(std::string_view text) {
  if (const std::int64_t plain = plain_micros(text); plain >= 0) return Duration(plain);
  text = without_blanks_around(text);
  if (text.empty()) return std::nullopt;
  auto seconds = plain_number(text);
  if (!seconds) seconds = text.find(':') == std::string_view::npos ? seconds_with_unit(text) : clock_seconds(text);
  if (!seconds || !std::isfinite(*seconds) || std::signbit(*seconds) || *seconds > duration_seconds_max) return std::nullopt;
  return Duration(std::llround(*seconds * 1e6));
}

std::optional<TimePoint> parse_time(std::string_view text) {
  text = without_blanks_around(text);
  if (const auto moment = since_epoch(text)) return moment;
  const auto moment = MomentReader(text).read();
  if (!moment || !moment->year || !moment->month || !moment->day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*moment->year), std::chrono::month(static_cast<unsigned>(*moment->month)),
                                         std::chrono::day(static_cast<unsigned>(*moment->day))};
  const bool right = is_within(*moment->year, 1971, 9999) && is_within(*moment->month, 1, 12) && is_within(*moment->day, 1, 31) &&
                     date.ok() && is_within(moment->hour, 0, 24) && is_within(moment->minute, 0, 59) && is_within(moment->second, 0, 60) &&
                     is_within(moment->micros, 0, 999'999);
  if (!right) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(moment->hour) + std::chrono::minutes(moment->minute - moment->zone_minutes) +
         std::chrono::seconds(moment->second) + std::chrono::microseconds(moment->micros);
}

}  // namespace testledger
