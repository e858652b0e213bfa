#include "app/batch_lookup.hpp"

#include <optional>

namespace testledger {
namespace {

constexpr std::int64_t page_size = 100;
constexpr std::int64_t pages_max = 100'000;

Error not_ours() { return {ErrorCode::unavailable, "the answer is not Testledger's. Check --url."}; }

bool is_last(const boost::json::object& page) {
  const boost::json::value* last = page.if_contains("isLast");
  return !last || !last->is_bool() || last->as_bool();
}

}  // namespace

Result<void> for_each_batch(const ServerAddress& server, const RemoteOptions& options, const std::string& path,
                            const std::function<bool(const boost::json::object& batch)>& sink) {
  LiveLine line(options.loudness);
  std::int64_t start = 0;
  for (std::int64_t pages = 0; pages < pages_max; ++pages) {
    const std::string part = path + (path.find('?') != std::string::npos ? "&" : "?") + "startAt=" + std::to_string(start) +
                             "&maxResults=" + std::to_string(page_size);
    const auto page = TRY(object_of(TRY(send_with_retries(options, line, "the list of batches", [&] { return get_json(server, part); }))));
    const boost::json::value* items = page.if_contains("items");
    if (!items || !items->is_array()) return not_ours();
    for (const boost::json::value& item : items->as_array())
      if (!item.is_object() || !sink(item.as_object())) return {};
    if (is_last(page) || items->as_array().empty()) return {};
    start += static_cast<std::int64_t>(items->as_array().size());
  }
  return {};
}

std::string_view cycle_of(const boost::json::object& batch) {
  const boost::json::value* cycle = batch.if_contains("cycle");
  return cycle && cycle->is_object() ? text(*cycle, "key") : text(batch, "cycle");
}

Result<BatchAddress> find_batch(const ServerAddress& server, const RemoteOptions& options, const BatchAddress& asked) {
  if (!asked.cycle.empty()) return asked;
  std::optional<std::string> cycle;
  TRY(for_each_batch(server, options, project_path(options) + "/batch", [&](const boost::json::object& batch) {
    if (number(batch, "batchId") == asked.id) cycle = cycle_of(batch);
    return number(batch, "batchId") > asked.id;  // they come newest first
  }));
  const std::string name = "batch " + std::to_string(asked.id);
  if (!cycle)
    return Error{ErrorCode::not_found, "there is no " + name + " in " + options.project + ". Look for it with 'testledger batch list'."};
  if (cycle->empty()) return Error{ErrorCode::not_found, "this server does not tell the cycle of " + name + ". Name it with --cycle."};
  return BatchAddress{*cycle, asked.id};
}

}  // namespace testledger
