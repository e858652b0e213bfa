#include "importing/kept_attachments.hpp"

namespace testledger {

Result<void> KeptAttachments::keep(ChunkPlan& plan, std::span<const ReportedTest> tests) {
  std::size_t kept_of = SIZE_MAX;  // the test whose attachments are in `kept`: several cases may get them
  std::vector<Attachment> kept;
  for (const AttachmentUse& use : plan.attachments) {
    if (use.test != kept_of) {
      kept_of = use.test;
      kept.clear();
      for (const ReportedAttachment& reported : tests[use.test].attachments)
        if (!reported.content.empty() && kept_ < kept_attachments_max) kept.push_back(TRY(keep(reported)));
    }
    std::vector<Attachment>& of_run = plan.effects.runs[use.run].detail.attachments;
    of_run.insert(of_run.end(), kept.begin(), kept.end());
  }
  if (kept_ < kept_attachments_max || told_) return {};
  told_ = true;
  plan.warnings.push_back({.code = "attachments_left_out",
                           .message = "only the first " + std::to_string(kept_attachments_max) + " attachments of a report are kept"});
  return {};
}

Result<Attachment> KeptAttachments::keep(const ReportedAttachment& reported) {
  const auto writer = TRY(blobs_.create());
  TRY(writer->write(reported.content));
  const Blob blob = TRY(writer->keep());
  ++kept_;
  return Attachment{.name = reported.name.empty() ? "attachment" : reported.name,
                    .media_type = reported.media_type.empty() ? "application/octet-stream" : reported.media_type,
                    .sha256 = blob.sha256,
                    .size = static_cast<std::int64_t>(blob.size)};
}

}  // namespace testledger
