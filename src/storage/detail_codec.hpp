#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "domain/test_case.hpp"
#include "domain/test_run.hpp"

// How the nested values of cases and runs are stored: one compact, versioned byte string each, the same for every engine.

namespace testledger {

/// A long text of a run's detail, stored once per project whatever number of runs carries it.
struct SharedText {
  std::string hash;  ///< 20 bytes, of the text
  std::string body;  ///< compressed
};

struct EncodedDetail {
  std::string body;  ///< empty for an empty detail
  std::vector<SharedText> texts;
};

/// Whether a shared text is undamaged: its body is that of its hash.
bool is_intact(std::string_view hash, std::string_view body);

inline constexpr std::size_t shared_text_min = 1024;  ///< shorter texts stay inside the detail

EncodedDetail encode(const RunDetail& detail);

/// Gives the stored body of a shared text by its hash.
using FindText = std::function<Result<std::string>(std::string_view hash)>;
/// Appends to `detail` what a body says: details are stored in parts. storage_failed when the bytes are damaged.
Result<RunDetail> decode_detail(std::string_view body, const FindText& find_text, RunDetail before = {});

std::string encode(const std::vector<CaseStep>& steps);
Result<std::vector<CaseStep>> decode_steps(std::string_view body);

std::string encode(const Dataset& dataset);
Result<Dataset> decode_dataset(std::string_view body);

std::string encode(const std::vector<std::string>& list);
Result<std::vector<std::string>> decode_list(std::string_view body);

}  // namespace testledger
