#pragma once

#include <optional>
#include <string>

#include "core/clock.hpp"
#include "storage/sqlite/engine/connection.hpp"

// How times, and what may be NULL, lie in columns.

namespace testledger::sqlite {

inline std::int64_t milliseconds(Timestamp time) { return time.time_since_epoch().count(); }
inline Timestamp timestamp(std::int64_t ms) { return Timestamp(std::chrono::milliseconds(ms)); }

inline std::optional<Timestamp> optional_time(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(timestamp(row.integer(column)));
}

inline std::optional<std::int64_t> optional_milliseconds(const std::optional<Timestamp>& time) {
  return time ? std::optional(milliseconds(*time)) : std::nullopt;
}

template <class Id>
std::optional<Id> optional_id(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(Id{row.integer(column)});
}

/// The bytes must outlive the statement's run.
inline std::optional<Blob> optional_blob(const std::optional<std::string>& bytes) {
  return bytes ? std::optional(Blob{*bytes}) : std::nullopt;
}

}  // namespace testledger::sqlite
