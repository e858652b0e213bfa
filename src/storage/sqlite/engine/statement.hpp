#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/ids.hpp"
#include "core/result.hpp"

namespace testledger::sqlite {

/// Bytes that are no text.
struct Blob {
  std::string_view bytes;
};

/// A prepared statement on loan from its connection's cache. Parameters are given in order; empty optionals are NULL.
/// Reset when it goes out of scope. For the thread that has the connection.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  Statement(Statement&& other) noexcept
      : statement_(std::exchange(other.statement_, nullptr)), bind_status_(other.bind_status_), stepped_(other.stepped_) {}
  Statement& operator=(Statement&&) = delete;
  ~Statement() { end(); }

  /// Runs a statement whose rows, if any, do not matter. May be called again with other values.
  template <class... Values>
  Result<void> run(const Values&... values) {
    bind_all(SQLITE_STATIC, values...);
    auto row = next();
    end();
    if (!row) return std::move(row).error();
    return {};
  }

  /// Binds and goes to the first row; false when there is none.
  template <class... Values>
  Result<bool> first(const Values&... values) {
    end();
    bind_all(SQLITE_TRANSIENT, values...);
    return next();
  }
  Result<bool> next();

  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  double real(int column) const { return sqlite3_column_double(statement_, column); }
  bool flag(int column) const { return integer(column) != 0; }
  bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::string text(int column) const { return std::string(bytes(column)); }
  /// Text or blob, valid until the next step; empty for NULL.
  std::string_view bytes(int column) const;

 private:
  template <class... Values>
  void bind_all([[maybe_unused]] sqlite3_destructor_type lifetime, const Values&... values) {
    int index = 0;
    bind_status_ = SQLITE_OK;
    (keep_failure(bind(++index, lifetime, values)), ...);
  }
  void keep_failure(int status) {
    if (status != SQLITE_OK) bind_status_ = status;
  }

  template <class Value>
  int bind(int index, sqlite3_destructor_type lifetime, const Value& value) {
    if constexpr (std::is_floating_point_v<Value>) {
      return sqlite3_bind_double(statement_, index, value);
    } else if constexpr (std::is_integral_v<Value> || std::is_enum_v<Value>) {
      return sqlite3_bind_int64(statement_, index, static_cast<std::int64_t>(value));
    } else if constexpr (std::is_convertible_v<const Value&, std::string_view>) {
      const std::string_view text = value;
      return sqlite3_bind_text64(statement_, index, text.data() ? text.data() : "", text.size(), lifetime, SQLITE_UTF8);
    } else {
      return bind_special(index, lifetime, value);
    }
  }
  template <class Tag>
  int bind_special(int index, sqlite3_destructor_type, Id<Tag> id) {
    return sqlite3_bind_int64(statement_, index, id.value);
  }
  template <class Value>
  int bind_special(int index, sqlite3_destructor_type lifetime, const std::optional<Value>& value) {
    return value ? bind(index, lifetime, *value) : sqlite3_bind_null(statement_, index);
  }
  int bind_special(int index, sqlite3_destructor_type lifetime, Blob blob) {
    return sqlite3_bind_blob64(statement_, index, blob.bytes.data() ? blob.bytes.data() : "", blob.bytes.size(), lifetime);
  }

  void end();

  sqlite3_stmt* statement_;
  int bind_status_ = SQLITE_OK;
  bool stepped_ = false;
};

}  // namespace testledger::sqlite
