#include "http/json/json_shapes.hpp"

#include <cmath>

namespace testledger {

std::int64_t milliseconds(Timestamp time) { return time.time_since_epoch().count(); }

boost::json::value number_json(double number) {
  constexpr double exact_max = 9'007'199'254'740'992.0;
  if (std::trunc(number) == number && std::abs(number) <= exact_max) return static_cast<std::int64_t>(number);
  return number;
}

boost::json::object permission_json() {
  constexpr int read_write_delete = 7;  // contract A.11
  return {{"value", read_write_delete}};
}

}  // namespace testledger
