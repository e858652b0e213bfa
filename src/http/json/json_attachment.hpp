#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <vector>

#include "domain/attachment.hpp"

namespace testledger {

/// `{"ID","name","mimeType","size",...}` (contract A.11).
boost::json::object attachment_json(const ShownAttachment& attachment);
boost::json::array attachments_json(const std::vector<ShownAttachment>& attachments);

}  // namespace testledger
