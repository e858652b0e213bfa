#include "app/json_output.hpp"

#include <iostream>
#include <utility>

namespace testledger {

void JsonOutput::add(const boost::json::object& object) {
  if (form_ == OutputForm::ndjson) std::cout << boost::json::serialize(object) << std::endl;
  if (form_ == OutputForm::json) std::cout << (std::exchange(any_, true) ? ",\n " : "[") << boost::json::serialize(object);
}

void JsonOutput::end() {
  if (form_ == OutputForm::json) std::cout << (any_ ? "]\n" : "[]\n");
  std::cout.flush();
}

}  // namespace testledger
