#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "domain/import_receipt.hpp"

namespace testledger {

/// The receipt of one chunk as it is stored, compressed.
std::string encode(const std::vector<ReceiptEntry>& receipt);
/// storage_failed when the bytes are damaged.
Result<std::vector<ReceiptEntry>> decode_receipt(std::string_view body);

}  // namespace testledger
