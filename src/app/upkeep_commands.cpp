#include <fmt/format.h>
#include <sys/stat.h>

#include <boost/json.hpp>
#include <chrono>
#include <filesystem>
#include <iostream>

#include "app/carry_out.hpp"
#include "app/commands.hpp"
#include "app/console.hpp"
#include "app/data_directory.hpp"
#include "app/upkeep_wishes.hpp"
#include "storage/sqlite/sqlite_store.hpp"
#include "upkeep/manifest.hpp"
#include "upkeep/restore.hpp"

namespace testledger {
namespace {

using boost::json::object;

std::string amount(const object& json, std::string_view name) { return boost::json::serialize(json.at(name)); }

std::string inventory_of(const object& json) {
  return fmt::format("{} projects, {} cases, {} runs, {} imports, {} batches, {} files", amount(json, "projects"), amount(json, "cases"),
                     amount(json, "runs"), amount(json, "imports"), amount(json, "batches"), amount(json, "files"));
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string absolute(const std::string& path) {
  auto full = std::filesystem::absolute(path).lexically_normal();
  if (!full.has_filename()) full = full.parent_path();  // a slash at the end
  return full.native();
}

Result<object> verified(const VerifyCommand& command) {
  static const std::atomic<bool> go_on = false;
  if (has_manifest(command.data)) return to_json(TRY(verify_backup(command.data, open_sqlite_copy, go_on)));
  return carry_out(command.data, {{"verb", "verify"}, {"hashes", command.hashes}});
}

void print_violations(const object& result) {
  for (const auto& each : result.at("violations").as_array()) {
    const object& violation = each.as_object();
    std::cout << fmt::format("{}: {} {} found\n", std::string_view(violation.at("code").as_string()),
                             std::string_view(violation.at("violation").as_string()), amount(violation, "count"));
    for (const auto& example : violation.at("examples").as_array()) std::cout << "  " << printable(example.as_string(), 300) << "\n";
  }
}

Result<OpenData> open_restored(const std::filesystem::path& directory) {
  const auto opened = std::make_shared<DataDirectory>(TRY(open_data_directory(directory, DataDirectoryUse::existing)));
  return OpenData{.owner = opened, .data = &opened->store->data(), .blobs = opened->blobs.get()};
}

}  // namespace

int run_command(const BackupCommand& command) {
  const std::string destination = absolute(command.destination);
  const auto made = carry_out(command.data, {{"verb", "backup"}, {"destination", destination}});
  if (!made) return report_failure(made.error());
  std::cout << "saved " << inventory_of(*made) << ", " << amount(*made, "bytes") << " bytes in "
            << fmt::format("{:.1f}", made->at("seconds").to_number<double>()) << " s to " << destination << "\n";
  return exit_success;
}

int run_command(const RestoreCommand& command) {
  umask(077);  // what is stored is for the server's own account alone
  const auto start = std::chrono::steady_clock::now();
  const auto restored = restore(absolute(command.backup), absolute(command.data), open_restored);
  if (!restored) return report_failure(restored.error());
  std::cout << "restored " << inventory_of(to_json(*restored)) << ", " << restored->bytes << " bytes in "
            << fmt::format("{:.1f}", seconds_since(start)) << " s to " << command.data << "\n";
  return exit_success;
}

int run_command(const VerifyCommand& command) {
  const auto start = std::chrono::steady_clock::now();
  const auto result = verified(command);
  if (!result) return report_failure(result.error());
  const bool good = result->at("violations").as_array().empty();
  if (command.output != OutputForm::table) {
    std::cout << boost::json::serialize(*result) << "\n";
  } else {
    print_violations(*result);
    if (good) std::cout << "in good order: " << inventory_of(*result) << fmt::format(", looked at in {:.1f} s\n", seconds_since(start));
  }
  return good ? exit_success : exit_refused;
}

}  // namespace testledger
