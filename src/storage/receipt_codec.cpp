#include "storage/receipt_codec.hpp"

#include "storage/packed_bytes.hpp"

namespace testledger {
namespace {

constexpr std::uint64_t receipt_codec_version = 2;  // 1 was without files

template <class Enum>
Result<Enum> read_enum(PackedReader& in, Enum last) {
  const std::uint64_t value = TRY(in.number());
  if (value > static_cast<std::uint64_t>(last)) return damaged("receipt codec");
  return static_cast<Enum>(value);
}

Result<ReceiptEntry> read_entry(PackedReader& in, const ReceiptEntry& before, std::uint64_t version) {
  ReceiptEntry entry;
  entry.ordinal = before.ordinal + TRY(in.number());
  entry.place.offset = before.place.offset + TRY(in.number());
  entry.place.line = before.place.line + TRY(in.number());
  entry.place.column = TRY(in.number());
  entry.file = version > 1 ? TRY(in.text()) : std::string_view();
  if (entry.file.empty()) entry.file = before.file;
  entry.test = TRY(in.text());
  entry.rule = TRY(read_enum(in, MatchRule::new_case));
  entry.case_number = static_cast<KeyNumber>(TRY(in.number()));
  entry.run = RunId{static_cast<std::int64_t>(TRY(in.number()))};
  entry.effect = TRY(read_enum(in, RunEffect::remarked));
  entry.status = TRY(read_enum(in, all_run_status_types.back()));
  if (const std::uint64_t problem = TRY(in.number()); problem > 0) {
    if (problem - 1 > static_cast<std::uint64_t>(last_problem_code)) return damaged("receipt codec");
    entry.problem = static_cast<ProblemCode>(problem - 1);
    entry.subject = TRY(in.text());
  }
  for (std::size_t left = TRY(in.count()); left > 0; --left) entry.warnings.emplace_back(TRY(in.text()));
  return entry;
}

}  // namespace

// Ordinals and places go up from entry to entry: only the difference is written, and a file's name only where another file begins.
// Differences of places that go back, as of a test told twice, wrap around and come out right.
std::string encode(const std::vector<ReceiptEntry>& receipt) {
  PackedWriter out;
  out.number(receipt_codec_version);
  out.number(receipt.size());
  ReceiptEntry start;
  start.place = {.line = 0, .column = 0, .offset = 0};
  const ReceiptEntry* before = &start;
  for (const ReceiptEntry& entry : receipt) {
    out.number(entry.ordinal - before->ordinal);
    out.number(entry.place.offset - before->place.offset);
    out.number(entry.place.line - before->place.line);
    out.number(entry.place.column);
    out.text(entry.file == before->file ? std::string_view() : entry.file);
    out.text(entry.test);
    out.number(static_cast<std::uint64_t>(entry.rule));
    out.number(static_cast<std::uint64_t>(entry.case_number));
    out.number(static_cast<std::uint64_t>(entry.run.value));
    out.number(static_cast<std::uint64_t>(entry.effect));
    out.number(static_cast<std::uint64_t>(entry.status));
    out.number(entry.problem ? static_cast<std::uint64_t>(*entry.problem) + 1 : 0);
    if (entry.problem) out.text(entry.subject);
    out.number(entry.warnings.size());
    for (const std::string& code : entry.warnings) out.text(code);
    before = &entry;
  }
  return pack(std::move(out).take());
}

Result<std::vector<ReceiptEntry>> decode_receipt(std::string_view body) {
  const std::string bytes = TRY(unpack(body));
  PackedReader in(bytes);
  const std::uint64_t version = TRY(in.number());
  if (version < 1 || version > receipt_codec_version) return damaged("receipt codec");
  std::vector<ReceiptEntry> receipt;
  ReceiptEntry before;
  before.place = {.line = 0, .column = 0, .offset = 0};
  for (std::size_t left = TRY(in.count()); left > 0; --left) {
    receipt.push_back(TRY(read_entry(in, receipt.empty() ? before : receipt.back(), version)));
  }
  return receipt;
}

}  // namespace testledger
