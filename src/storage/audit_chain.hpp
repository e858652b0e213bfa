#pragma once

#include <string>
#include <string_view>

#include "domain/audit.hpp"

namespace testledger {

/// The entry as it is kept: texts cut at audit_text_max, between characters.
AuditEntry cut(AuditEntry entry);

/// SHA-256, in hex, over the hash before it and every member of the record in one unambiguous form.
std::string chained_hash(std::string_view previous_hash, const AuditRecord& record);

}  // namespace testledger
