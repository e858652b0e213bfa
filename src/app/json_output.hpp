#pragma once

#include <boost/json.hpp>

#include "app/commands.hpp"

namespace testledger {

/// Objects for programs on stdout: with OutputForm::ndjson a line each, at once; with json the elements of one array; of a table nothing.
class JsonOutput {
 public:
  explicit JsonOutput(OutputForm form) : form_(form) {}
  void add(const boost::json::object& object);
  /// Needed once, behind the last.
  void end();

 private:
  OutputForm form_;
  bool any_ = false;
};

}  // namespace testledger
