#pragma once

#include <memory>
#include <string>

#include "domain/import_summary.hpp"
#include "http/application.hpp"
#include "storage/store.hpp"

namespace testledger {

/// What the server counts, for Prometheus. May be used from any thread.
class Metrics {
 public:
  Metrics();
  ~Metrics();

  void served(const Served& served);
  void connections(std::int64_t now_open);
  void imported(std::string_view format, const ImportSummary& summary);
  void backlog(const BatchStore::Backlog& backlog);
  /// In Prometheus' text format.
  std::string text() const;

 private:
  struct Series;
  std::unique_ptr<Series> series_;
};

}  // namespace testledger
