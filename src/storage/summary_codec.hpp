#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"
#include "domain/import_summary.hpp"

namespace testledger {

/// A summary as it is stored with its batch, lists and all.
std::string encode(const ImportSummary& summary);
Result<ImportSummary> decode_summary(std::string_view body);

}  // namespace testledger
