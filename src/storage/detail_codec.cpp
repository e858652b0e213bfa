#include "storage/detail_codec.hpp"

#include <sodium.h>

#include <algorithm>

#include "storage/packed_bytes.hpp"

namespace testledger {
namespace {

constexpr std::uint64_t detail_codec_version = 1;
constexpr std::uint64_t step_defects_version = 2;  // of details whose steps have defects: each step ends with a list of them
constexpr std::size_t hash_size = 20;

std::string hash_of(std::string_view text) {
  std::string hash(hash_size, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  return hash;
}

void write_list(PackedWriter& out, const std::vector<std::string>& list) {
  out.number(list.size());
  for (const std::string& text : list) out.text(text);
}

Result<std::vector<std::string>> read_list(PackedReader& in) {
  std::vector<std::string> list;
  for (std::size_t left = TRY(in.count()); left > 0; --left) list.emplace_back(TRY(in.text()));
  return list;
}

bool has_step_defects(const RunDetail& detail) {
  const auto any = [](const std::vector<RunStep>& steps) {
    return std::ranges::any_of(steps, [](const RunStep& step) { return !step.defects.empty(); });
  };
  return any(detail.steps) || std::ranges::any_of(detail.rows, [&](const RowExecution& row) { return any(row.steps); });
}

/// Writes a detail, setting long texts aside. A text is its length and bytes, or 0, 1 and a hash; the empty text is 0, 0.
class DetailWriter {
 public:
  void text(std::string_view value) {
    if (!value.empty() && value.size() < shared_text_min) return out_.text(value);
    out_.number(0);
    out_.number(value.empty() ? 0 : 1);
    if (!value.empty()) share(value);
  }
  void steps(const std::vector<RunStep>& steps) {
    out_.number(steps.size());
    for (const RunStep& step : steps) {
      out_.text(step.keyword);
      for (const std::string* field : {&step.text, &step.data, &step.expected, &step.actual}) text(*field);
      out_.number(static_cast<std::uint64_t>(step.status));
      if (version_ == step_defects_version) write_list(out_, step.defects);
    }
  }
  void row(const RowExecution& row) {
    text(row.name);
    out_.number(row.values.size());
    for (const auto& [name, value] : row.values) {
      text(name);
      text(value);
    }
    out_.number(static_cast<std::uint64_t>(row.status));
    out_.real(row.effort_s);
    text(row.comment);
    steps(row.steps);
  }
  void attachment(const Attachment& attachment) {
    out_.text(attachment.name);
    out_.text(attachment.media_type);
    out_.text(attachment.sha256);
    out_.number(static_cast<std::uint64_t>(attachment.size));
  }
  void detail(const RunDetail& detail) {
    version_ = has_step_defects(detail) ? step_defects_version : detail_codec_version;
    out_.number(version_);
    steps(detail.steps);
    out_.number(detail.rows.size());
    for (const RowExecution& each : detail.rows) row(each);
    out_.number(detail.comments.size());
    for (const std::string& comment : detail.comments) text(comment);
    out_.number(detail.attachments.size());
    for (const Attachment& each : detail.attachments) attachment(each);
  }
  EncodedDetail take() && { return {pack(std::move(out_).take()), std::move(texts_)}; }

 private:
  void share(std::string_view value) {
    texts_.push_back({hash_of(value), pack(value)});
    out_.text(texts_.back().hash);
  }

  PackedWriter out_;
  std::uint64_t version_ = detail_codec_version;
  std::vector<SharedText> texts_;
};

class DetailReader {
 public:
  DetailReader(std::string_view bytes, const FindText& find_text) : in_(bytes), find_text_(find_text) {}

  Result<RunDetail> detail(RunDetail detail) {
    version_ = TRY(in_.number());
    if (version_ != detail_codec_version && version_ != step_defects_version) return damaged("detail codec");
    if (auto later = TRY(steps()); !later.empty()) detail.steps = std::move(later);
    for (std::size_t left = TRY(in_.count()); left > 0; --left) detail.rows.push_back(TRY(row()));
    for (std::size_t left = TRY(in_.count()); left > 0; --left) detail.comments.push_back(TRY(text()));
    for (std::size_t left = TRY(in_.count()); left > 0; --left) detail.attachments.push_back(TRY(attachment()));
    return detail;
  }

 private:
  Result<std::string> plain() { return std::string(TRY(in_.text())); }
  Result<std::string> text() {
    const std::string_view value = TRY(in_.text());
    if (!value.empty()) return std::string(value);
    if (TRY(in_.number()) == 0) return std::string();
    return unpack(TRY(find_text_(TRY(in_.text()))));
  }
  Result<RunStatusType> status() {
    const std::uint64_t value = TRY(in_.number());
    if (value >= all_run_status_types.size()) return damaged("detail codec");
    return static_cast<RunStatusType>(value);
  }
  Result<std::vector<RunStep>> steps() {
    std::vector<RunStep> steps;
    for (std::size_t left = TRY(in_.count()); left > 0; --left) {
      RunStep step;
      step.keyword = TRY(plain());
      for (std::string* field : {&step.text, &step.data, &step.expected, &step.actual}) *field = TRY(text());
      step.status = TRY(status());
      if (version_ == step_defects_version) step.defects = TRY(read_list(in_));
      steps.push_back(std::move(step));
    }
    return steps;
  }
  Result<RowExecution> row() {
    RowExecution row;
    row.name = TRY(text());
    for (std::size_t left = TRY(in_.count()); left > 0; --left) {
      auto name = TRY(text());
      row.values.emplace_back(std::move(name), TRY(text()));
    }
    row.status = TRY(status());
    row.effort_s = TRY(in_.real());
    row.comment = TRY(text());
    row.steps = TRY(steps());
    return row;
  }
  Result<Attachment> attachment() {
    Attachment attachment;
    attachment.name = TRY(plain());
    attachment.media_type = TRY(plain());
    attachment.sha256 = TRY(plain());
    attachment.size = static_cast<std::int64_t>(TRY(in_.number()));
    return attachment;
  }

  PackedReader in_;
  std::uint64_t version_ = detail_codec_version;
  const FindText& find_text_;
};

}  // namespace

EncodedDetail encode(const RunDetail& detail) {
  if (detail.empty()) return {};
  DetailWriter writer;
  writer.detail(detail);
  return std::move(writer).take();
}

bool is_intact(std::string_view hash, std::string_view body) {
  const auto text = unpack(body);
  return text && hash_of(*text) == hash;
}

Result<RunDetail> decode_detail(std::string_view body, const FindText& find_text, RunDetail before) {
  const std::string bytes = TRY(unpack(body));
  return DetailReader(bytes, find_text).detail(std::move(before));
}

std::string encode(const std::vector<CaseStep>& steps) {
  PackedWriter out;
  out.number(detail_codec_version);
  out.number(steps.size());
  for (const CaseStep& step : steps) {
    out.number(static_cast<std::uint64_t>(step.type));
    for (const std::string* field : {&step.text, &step.data, &step.expected}) out.text(*field);
  }
  return pack(std::move(out).take());
}

Result<std::vector<CaseStep>> decode_steps(std::string_view body) {
  const std::string bytes = TRY(unpack(body));
  PackedReader in(bytes);
  if (TRY(in.number()) != detail_codec_version) return damaged("detail codec");
  std::vector<CaseStep> steps;
  for (std::size_t left = TRY(in.count()); left > 0; --left) {
    CaseStep step;
    const std::uint64_t type = TRY(in.number());
    if (type > static_cast<std::uint64_t>(StepType::bdd_star)) return damaged("detail codec");
    step.type = static_cast<StepType>(type);
    for (std::string* field : {&step.text, &step.data, &step.expected}) *field = TRY(in.text());
    steps.push_back(std::move(step));
  }
  return steps;
}

std::string encode(const Dataset& dataset) {
  PackedWriter out;
  out.number(detail_codec_version);
  write_list(out, dataset.parameters);
  out.number(dataset.rows.size());
  for (const auto& row : dataset.rows) write_list(out, row);
  return pack(std::move(out).take());
}

Result<Dataset> decode_dataset(std::string_view body) {
  const std::string bytes = TRY(unpack(body));
  PackedReader in(bytes);
  if (TRY(in.number()) != detail_codec_version) return damaged("detail codec");
  Dataset dataset;
  dataset.parameters = TRY(read_list(in));
  for (std::size_t left = TRY(in.count()); left > 0; --left) dataset.rows.push_back(TRY(read_list(in)));
  return dataset;
}

std::string encode(const std::vector<std::string>& list) {
  PackedWriter out;
  out.number(detail_codec_version);
  write_list(out, list);
  return pack(std::move(out).take());
}

Result<std::vector<std::string>> decode_list(std::string_view body) {
  const std::string bytes = TRY(unpack(body));
  PackedReader in(bytes);
  if (TRY(in.number()) != detail_codec_version) return damaged("detail codec");
  return read_list(in);
}

}  // namespace testledger
