#include "http/json/json_attachment.hpp"

#include "http/json/json_shapes.hpp"

namespace testledger {

boost::json::object attachment_json(const ShownAttachment& attachment) {
  return {{"ID", attachment.id.value},
          {"name", attachment.file.name},
          {"mimeType", attachment.file.media_type},
          {"size", attachment.file.size},
          {"addedByID", attachment.added_by.empty() ? boost::json::value(nullptr) : boost::json::value(attachment.added_by)},
          {"createdDate", milliseconds(attachment.added)}};
}

boost::json::array attachments_json(const std::vector<ShownAttachment>& attachments) {
  boost::json::array array;
  for (const ShownAttachment& attachment : attachments) array.push_back(attachment_json(attachment));
  return array;
}

}  // namespace testledger
