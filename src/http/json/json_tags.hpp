#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <vector>

#include "core/ids.hpp"
#include "core/result.hpp"
#include "domain/tag.hpp"

namespace testledger {

/// The names of tags that a body names by their ids alone.
using TagNames = std::map<TagId, std::string>;

// The tags of a case in every form in which clients write them (contract A.3): `{"tag":{"ID"}}`, the documented one,
// `{"tag":{"name"}}`, `{"tag":"name"}`, `{"name"}`, `"name"`. A name wins over an ID.

/// The ids to look up before read_tags. invalid_argument when `tags` is no list of tags.
Result<std::vector<TagId>> tags_named_by_id(const boost::json::object& body);
/// invalid_argument also for an id that `known` does not have.
Result<std::vector<std::string>> read_tags(const boost::json::object& body, const TagNames& known);

/// `[{"tag":{"ID","name"},"associationID"}]`.
boost::json::array tag_associations_json(const std::vector<CaseTag>& tags);

}  // namespace testledger
