#include "storage/case_codec.hpp"

#include "storage/detail_codec.hpp"
#include "storage/packed_bytes.hpp"

namespace testledger {
namespace {

constexpr std::uint64_t version_codec_version = 1;

// In the order in which they are written.
constexpr std::string CaseDraft::* texts[] = {&CaseDraft::title,          &CaseDraft::description, &CaseDraft::precondition,
                                              &CaseDraft::automation_key, &CaseDraft::owner,       &CaseDraft::automation_owner,
                                              &CaseDraft::custom_fields};
constexpr ChoiceId CaseDraft::* choices[] = {&CaseDraft::status, &CaseDraft::priority, &CaseDraft::type, &CaseDraft::script_type,
                                             &CaseDraft::automation_status};

void write(PackedWriter& out, const std::vector<std::int64_t>& numbers) {
  out.number(numbers.size());
  for (const std::int64_t number : numbers) out.integer(number);
}

Result<std::vector<std::int64_t>> read_numbers(PackedReader& in) {
  std::vector<std::int64_t> numbers;
  for (std::size_t left = TRY(in.count()); left > 0; --left) numbers.push_back(TRY(in.integer()));
  return numbers;
}

/// The wide parts in the form in which the latest version has them too.
Result<CaseDraft> with_wide_parts(PackedReader& in, CaseDraft fields) {
  fields.requirements = TRY(decode_list(TRY(in.text())));
  fields.steps = TRY(decode_steps(TRY(in.text())));
  fields.dataset = TRY(decode_dataset(TRY(in.text())));
  fields.components = TRY(read_numbers(in));
  fields.releases = TRY(read_numbers(in));
  return fields;
}

}  // namespace

std::string encode(const KeptVersion& version) {
  const CaseDraft& fields = version.fields;
  PackedWriter out;
  out.number(version_codec_version);
  for (const auto text : texts) out.text(fields.*text);
  for (const auto choice : choices) out.integer((fields.*choice).value);
  out.integer(fields.folder.value_or(FolderId{}).value);
  out.real(fields.estimated_effort_s);
  out.number(version.tags.size());
  for (const TagId tag : version.tags) out.integer(tag.value);
  out.text(encode(fields.requirements));
  out.text(encode(fields.steps));
  out.text(encode(fields.dataset));
  write(out, fields.components);
  write(out, fields.releases);
  return pack(std::move(out).take());
}

Result<KeptVersion> decode_version(std::string_view body) {
  const std::string bytes = TRY(unpack(body));
  PackedReader in(bytes);
  if (TRY(in.number()) != version_codec_version) return damaged("case codec");
  KeptVersion version;
  CaseDraft& fields = version.fields;
  for (const auto text : texts) fields.*text = TRY(in.text());
  for (const auto choice : choices) (fields.*choice).value = TRY(in.integer());
  if (const std::int64_t folder = TRY(in.integer()); folder != 0) fields.folder = FolderId{folder};
  fields.estimated_effort_s = TRY(in.real());
  for (std::size_t left = TRY(in.count()); left > 0; --left) version.tags.push_back({TRY(in.integer())});
  fields = TRY(with_wide_parts(in, std::move(fields)));
  return version;
}

std::string encode(const std::vector<std::int64_t>& numbers) {
  PackedWriter out;
  out.number(version_codec_version);
  write(out, numbers);
  return pack(std::move(out).take());
}

Result<std::vector<std::int64_t>> decode_numbers(std::string_view body) {
  const std::string bytes = TRY(unpack(body));
  PackedReader in(bytes);
  if (TRY(in.number()) != version_codec_version) return damaged("case codec");
  return read_numbers(in);
}

}  // namespace testledger
