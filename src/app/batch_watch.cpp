#include "app/batch_watch.hpp"

#include <thread>

#include "app/progress_text.hpp"
#include "client/event_stream.hpp"

namespace testledger {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds first_pause{50};
constexpr milliseconds pause_max{1'000};
/// A stream in which nothing comes, not even a comment, may be held back on the way: then the batch is asked for.
constexpr std::chrono::seconds silence_max{30};

BatchProgress progress_of(const boost::json::object& batch, std::int64_t id) {
  const auto count = [&](std::string_view name) { return static_cast<std::uint64_t>(std::max<std::int64_t>(number(batch, name), 0)); };
  return {.id = id,
          .status = std::string(text(batch, "status")),
          .position = number(batch, "position"),
          .processed = batch.contains("processed") ? count("processed") : count("successCount") + count("errorCount"),
          .total = batch.contains("total") ? count("total") : count("requestCount")};
}

/// One watching of one batch.
class BatchWatch {
 public:
  BatchWatch(const ServerAddress& server, const RemoteOptions& options, const BatchAddress& batch)
      : server_(server), path_(path_of(options, batch)), id_(batch.id), line_(options.loudness) {}

  Result<boost::json::object> run() {
    for (milliseconds pause = first_pause;; pause = std::min(pause * 2, pause_max)) {
      if (has_events_ && follow_events()) pause = first_pause;
      auto answer = get_json(server_, path_);
      if (reason_to_retry(answer).empty() && answer && answer->status < 500) {
        answered_ = Clock::now();
        auto batch = object_of(*answer);
        if (!batch || has_ended(*batch)) return batch;
        show(*batch);
      } else if (Clock::now() - answered_ > server_.timeout) {
        return given_up();
      }
      const bool asked = answer && answer->retry_after;
      std::this_thread::sleep_for(asked ? std::max<milliseconds>(pause, std::min(*answer->retry_after, silence_max)) : pause);
    }
  }

 private:
  /// Whether any event came.
  bool follow_events() {
    bool any = false;
    ServerAddress patient = server_;
    patient.timeout = std::min(server_.timeout, silence_max);
    const auto answer = get_events(patient, path_ + "/events", last_id_, [&](const ServerEvent& event) {
      any = true;
      return take(event);
    });
    // Any answer but that of a server that is away says that there are no events; the batch itself is asked for then.
    if (answer && answer->status != 200 && reason_to_retry(answer).empty() && answer->status < 500) has_events_ = false;
    return any;
  }

  /// Whether more is wanted.
  bool take(const ServerEvent& event) {
    answered_ = Clock::now();
    last_id_ = event.id;
    boost::system::error_code problem;
    const boost::json::value batch = boost::json::parse(event.data, problem);
    if (problem || !batch.is_object() || text(batch, "status").empty()) return true;
    show(batch.as_object());
    return !has_ended(batch.as_object());
  }

  void show(const boost::json::object& batch) {
    const BatchProgress progress = progress_of(batch, id_);
    pace_.look(Clock::now(), progress.processed);
    line_.show(batch_text(progress, pace_.per_second()));
  }

  Error given_up() const {
    return {ErrorCode::unavailable, "the server has not answered for " + std::to_string(server_.timeout.count()) + " seconds. Batch " +
                                        std::to_string(id_) + " goes on without us; ask for it with 'testledger batch show " +
                                        std::to_string(id_) + "' later."};
  }

  ServerAddress server_;
  std::string path_;
  std::int64_t id_;
  LiveLine line_;
  Pace pace_;
  Clock::time_point answered_ = Clock::now();
  std::string last_id_;
  bool has_events_ = true;
};

}  // namespace

std::string path_of(const RemoteOptions& options, const BatchAddress& batch) {
  return project_path(options) + "/testcycle/" + path_segment(batch.cycle) + "/batch/" + std::to_string(batch.id);
}

bool has_ended(const boost::json::object& batch) {
  const std::string_view status = text(batch, "status");
  return status != "QUEUED" && status != "Queued" && status != "Processing";
}

Result<boost::json::object> watch_batch(const ServerAddress& server, const RemoteOptions& options, const BatchAddress& batch) {
  return BatchWatch(server, options, batch).run();
}

}  // namespace testledger
