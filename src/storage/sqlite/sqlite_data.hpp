#pragma once

#include <filesystem>

#include "storage/sqlite/engine/writer.hpp"
#include "storage/stored_data.hpp"

namespace testledger::sqlite {

/// The database of a store, or a copy of one, as a whole. Reads over a connection of its own, so that who asks for something
/// small never waits for it.
class SqliteData final : public StoredData {
 public:
  /// `writer` is the one that writes the file; nullptr when none does. It outlives this.
  SqliteData(std::filesystem::path file, Writer* writer) : file_(std::move(file)), writer_(writer) {}

  Result<void> copy_to(const std::filesystem::path& directory, const std::atomic<bool>& interrupted) override;
  Result<std::vector<Violation>> check(const std::atomic<bool>& interrupted) override;
  Result<Inventory> inventory() override;
  Result<std::vector<std::string>> needed_blobs(std::string_view after, std::int64_t count) override;

 private:
  Writer::LongReading long_reading() const { return writer_ == nullptr ? Writer::LongReading() : writer_->expect_long_reading(); }

  std::filesystem::path file_;
  Writer* writer_;
};

}  // namespace testledger::sqlite
