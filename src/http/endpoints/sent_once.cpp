#include "http/endpoints/sent_once.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <charconv>

#include "http/request_keys.hpp"

namespace testledger {
namespace {

constexpr std::size_t key_length_max = 255;
constexpr std::size_t run_key_length_max = 255;
constexpr int shards_max = 10'000;
constexpr std::chrono::seconds patience{2};

bool is_visible(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c > 0x20 && c < 0x7f; });
}

std::optional<int> count_in(std::string_view text) {
  int number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc() || end != text.data() + text.size() || number < 1 || number > shards_max) return std::nullopt;
  return number;
}

}  // namespace

Result<std::string> request_key(const Request& request) {
  std::string_view key = request.field("idempotency-key");
  if (key.size() >= 2 && key.front() == '"' && key.back() == '"') key = key.substr(1, key.size() - 2);
  if (key.empty() && request.field("idempotency-key").empty()) return std::string();
  if (key.empty() || key.size() > key_length_max || !is_visible(key))
    return invalid("Idempotency-Key", "Idempotency-Key must be 1 to 255 visible ASCII characters, a UUID for example.");
  return std::string(key);
}

std::string fingerprint_of(const Request& request, const FormFields& fields, std::string_view sha256) {
  std::string all = request.target.substr(0, request.target.find('?'));
  const auto add = [&](std::string_view text) { fmt::format_to(std::back_inserter(all), "\n{}:{}", text.size(), text); };
  for (const auto& [name, value] : fields) {
    add(name);
    add(value);
  }
  add(sha256);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(all.data(), all.size(), digest, &size, EVP_sha256(), nullptr);
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) fmt::format_to(std::back_inserter(hex), "{:02x}", digest[i]);
  return hex;
}

Result<std::optional<Shard>> read_shard(const FormFields& fields) {
  const std::string_view run_key = form_field(fields, "runKey");
  const std::string_view shard = form_field(fields, "shard");
  const std::string_view attempt = form_field(fields, "attempt");
  if (run_key.empty() && shard.empty()) return std::optional<Shard>();
  if (run_key.empty()) return invalid("runKey", "shard needs runKey, the name of the pipeline run");
  if (!std::ranges::all_of(run_key, [](unsigned char c) { return c >= 0x20 && c < 0x7f; }))
    return invalid("runKey", "runKey must be visible ASCII characters");
  if (run_key.size() > run_key_length_max) return invalid("runKey", fmt::format("runKey is longer than {} bytes", run_key_length_max));
  const auto slash = shard.find('/');
  const auto number = shard.empty() ? 1 : count_in(shard.substr(0, slash));
  const auto of = shard.empty() ? 1 : slash == std::string_view::npos ? std::nullopt : count_in(shard.substr(slash + 1));
  if (!number || !of || *number > *of) return invalid("shard", fmt::format("shard must be like 2/4, not \"{}\"", shard.substr(0, 100)));
  const auto told_attempt = attempt.empty() ? 1 : count_in(attempt);
  if (!told_attempt) return invalid("attempt", fmt::format("attempt must be a number from 1 on, not \"{}\"", attempt.substr(0, 100)));
  return std::optional(Shard{.run_key = std::string(run_key), .number = *number, .of = *of, .attempt = *told_attempt});
}

Result<void> check_shard(BatchStore& store, const ImportStart& start) {
  if (!start.shard) return {};
  const Shard& shard = *start.shard;
  const auto refuse = [](std::string message) { return Error{ErrorCode::conflict, std::move(message), {}, {}}; };
  for (const Batch& other : TRY(store.shards(start.project, start.cycle, shard.run_key))) {
    const Shard& there = *other.start.shard;
    if (there.of != shard.of)
      return refuse(fmt::format("Run '{}' has {} shards, not {}. Use another runKey for another run.", shard.run_key, there.of, shard.of));
    if (there.number == shard.number && there.attempt > shard.attempt)
      return refuse(fmt::format("Attempt {} of shard {}/{} is there already (batch {}); attempt {} comes too late.", there.attempt,
                                shard.number, shard.of, other.id.value, shard.attempt));
  }
  return {};
}

Result<KeyHold> KeyHold::take(const Call& call, const std::string& key) {
  if (key.empty()) return KeyHold(nullptr);
  auto held = call.request_keys.take(std::to_string(call.project.id.value) + '/' + key, patience);
  if (held) return KeyHold(std::move(held));
  return Error{ErrorCode::conflict, "A request with this Idempotency-Key is in work. Send it again in a moment.", {}, {}};
}

Result<std::optional<BatchStore::BatchWithSummary>> KeyHold::answered(const Call& call, const ImportStart& start) const {
  if (start.request_key.empty()) return std::optional<BatchStore::BatchWithSummary>();
  auto found = TRY(call.services.store.find_batch_of_key(call.project.id, start.request_key));
  if (!found) return found;
  const Batch& batch = found->batch;
  if (batch.start.fingerprint != start.fingerprint)
    return Error{ErrorCode::other_content, "This Idempotency-Key was sent with another report or other parameters. Use a new key.", {}, {}};
  if (batch.origin == Batch::Origin::direct && !is_final(batch.state))
    return Error{ErrorCode::conflict, "The import that was sent with this Idempotency-Key is in work. Send it again in a moment.", {}, {}};
  return found;
}

}  // namespace testledger
