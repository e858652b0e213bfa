#pragma once

#include <type_traits>

#include "storage/sqlite/account_rows.hpp"

namespace testledger::sqlite {

/// The work and, in its transaction, the entry that tells of it, unless it says that nothing was done.
template <class Work>
auto audited(const Audited& entry, Work work) {
  return [&entry, work = std::move(work)](Connection& db) -> decltype(work(db)) {
    auto done = work(db);
    if (!done || !entry) return done;
    if constexpr (std::is_same_v<decltype(done), Result<bool>>)
      if (!*done) return done;
    TRY(append_audit(db, *entry));
    return done;
  };
}

}  // namespace testledger::sqlite
