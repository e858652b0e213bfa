#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "core/clock.hpp"
#include "core/ids.hpp"

namespace testledger {

/// A file that belongs to something. Its bytes are in the blob store under their SHA-256 in lower-case hex.
struct Attachment {
  std::string name;
  std::string media_type;  ///< as it was sent: what it is served as, its content decides
  std::string sha256;
  std::int64_t size = 0;

  bool operator==(const Attachment&) const = default;
};

using AttachmentId = Id<struct AttachmentTag>;

/// What an attachment may belong to.
enum class AttachmentOwner : std::uint8_t { test_case, test_run, test_cycle, case_description, case_precondition };
/// The kinds that a case may have: of itself, and of the two texts that show them.
inline constexpr std::array case_attachment_kinds{AttachmentOwner::test_case, AttachmentOwner::case_description,
                                                  AttachmentOwner::case_precondition};

/// An attachment as it is shown. Those that people added have ids that count up; those that came with a report begin at
/// imported_attachments and are told by their content.
struct ShownAttachment {
  AttachmentId id;
  Attachment file;
  std::string added_by;  ///< user name
  Timestamp added;
  AttachmentOwner owner = AttachmentOwner::test_run;

  bool operator==(const ShownAttachment&) const = default;
};

inline constexpr AttachmentId imported_attachments{1 << 30};
inline constexpr std::int64_t attachments_max = 1'000;  ///< that people may add to one thing

}  // namespace testledger
