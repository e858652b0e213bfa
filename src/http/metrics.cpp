#include "http/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace testledger {
namespace {

using Labels = std::map<std::string, std::string>;

const prometheus::Histogram::BucketBoundaries duration_buckets{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
                                                               0.5,   1,      2.5,   5,    10,    30,   60,  300};

prometheus::Family<prometheus::Counter>& counter(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

}  // namespace

struct Metrics::Series {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      counter(registry, "testledger_http_requests_total", "Requests answered, by route and status.");
  prometheus::Family<prometheus::Histogram>& durations = prometheus::BuildHistogram()
                                                             .Name("testledger_http_request_duration_seconds")
                                                             .Help("Time to answer a request, by route.")
                                                             .Register(registry);
  prometheus::Counter& received = counter(registry, "testledger_http_received_bytes_total", "Bytes of request bodies.").Add({});
  prometheus::Counter& sent = counter(registry, "testledger_http_sent_bytes_total", "Bytes of answers' bodies.").Add({});
  prometheus::Gauge& connections =
      prometheus::BuildGauge().Name("testledger_http_connections").Help("Open connections.").Register(registry).Add({});
  prometheus::Family<prometheus::Gauge>& batches =
      prometheus::BuildGauge().Name("testledger_batches").Help("Batches that wait or are at work, by state.").Register(registry);
  prometheus::Gauge& backlog_bytes =
      prometheus::BuildGauge().Name("testledger_backlog_bytes").Help("Size of their reports.").Register(registry).Add({});
  prometheus::Gauge& oldest = prometheus::BuildGauge()
                                  .Name("testledger_oldest_queued_batch_seconds")
                                  .Help("How long the batch that waits longest has waited.")
                                  .Register(registry)
                                  .Add({});
  prometheus::Family<prometheus::Counter>& imports =
      counter(registry, "testledger_imports_total", "Reports imported, by format and status.");
  prometheus::Family<prometheus::Counter>& results =
      counter(registry, "testledger_imported_results_total", "Results of imported reports, by what became of them.");
};

Metrics::Metrics() : series_(std::make_unique<Series>()) {}
Metrics::~Metrics() = default;

void Metrics::served(const Served& served) {
  const std::string route(served.response.about.route.empty() ? "none" : served.response.about.route);
  const std::string status = std::to_string(static_cast<int>(served.response.status));
  series_->requests.Add(Labels{{"route", route}, {"method", std::string(name_of(served.request.method))}, {"status", status}}).Increment();
  series_->durations.Add(Labels{{"route", route}}, duration_buckets).Observe(served.seconds);
  series_->received.Increment(static_cast<double>(served.received));
  series_->sent.Increment(static_cast<double>(served.sent));
}

void Metrics::connections(std::int64_t now_open) { series_->connections.Set(static_cast<double>(now_open)); }

void Metrics::imported(std::string_view format, const ImportSummary& summary) {
  series_->imports.Add(Labels{{"format", std::string(format)}, {"status", summary.failed() ? "failed" : "completed"}}).Increment();
  series_->results.Add(Labels{{"outcome", "recorded"}}).Increment(static_cast<double>(summary.successes));
  series_->results.Add(Labels{{"outcome", "refused"}}).Increment(static_cast<double>(summary.errors));
}

void Metrics::backlog(const BatchStore::Backlog& backlog) {
  const auto now = std::chrono::system_clock::now();
  series_->batches.Add(Labels{{"state", "queued"}}).Set(static_cast<double>(backlog.queued));
  series_->batches.Add(Labels{{"state", "processing"}}).Set(static_cast<double>(backlog.processing));
  series_->backlog_bytes.Set(static_cast<double>(backlog.bytes));
  series_->oldest.Set(backlog.oldest ? std::chrono::duration<double>(now - *backlog.oldest).count() : 0);
}

std::string Metrics::text() const { return prometheus::TextSerializer().Serialize(series_->registry.Collect()); }

}  // namespace testledger
