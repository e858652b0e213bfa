#include "app/upkeep_wishes.hpp"

#include <boost/json.hpp>

#include "storage/sqlite/sqlite_store.hpp"
#include "upkeep/backup.hpp"

namespace testledger {
namespace {

using boost::json::object;

object to_json(const Inventory& inventory) {
  return {{"projects", inventory.projects},
          {"cases", inventory.cases},
          {"runs", inventory.runs},
          {"imports", inventory.imports},
          {"batches", inventory.batches}};
}

object to_json(const Violation& each) {
  return {{"code", each.code},
          {"violation", each.sentence},
          {"count", each.count},
          {"examples", boost::json::array(each.examples.begin(), each.examples.end())}};
}

}  // namespace

object to_json(const Verification& verified) {
  object json = to_json(verified.inventory);
  json["files"] = verified.files;
  json["bytes"] = verified.bytes;
  boost::json::array& list = json["violations"].emplace_array();
  for (const Violation& each : verified.violations) list.push_back(to_json(each));
  return json;
}

Result<object> carry_out_backup(const object& wish, DataDirectory& data, const std::atomic<bool>& given_up) {
  const auto* destination = wish.if_contains("destination");
  if (!destination || !destination->is_string()) return Error{ErrorCode::invalid_argument, "a backup needs a destination"};
  const BackupSource source{.data = data.store->data(), .blobs = *data.blobs, .open_copy = open_sqlite_copy, .version = TESTLEDGER_VERSION};
  const BackupResult made = TRY(back_up(source, std::string(destination->as_string()), given_up));
  object json = to_json(made.inventory);
  json["files"] = made.files;
  json["bytes"] = made.bytes;
  json["seconds"] = made.seconds;
  return json;
}

Result<object> carry_out_verify(const object& wish, DataDirectory& data, const std::atomic<bool>& given_up) {
  const auto* hashes = wish.if_contains("hashes");
  const bool read_files = hashes && hashes->is_bool() && hashes->as_bool();
  return to_json(TRY(verify(data.store->data(), *data.blobs, read_files ? FileCheck::content : FileCheck::presence, given_up)));
}

}  // namespace testledger
