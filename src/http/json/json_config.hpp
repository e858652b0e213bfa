#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "domain/configuration_change.hpp"
#include "domain/test_cycle.hpp"

namespace testledger {

// A project's own lists (contract B.2) as they are answered, and as people write their entries.

/// Which entries are listed: those that can be chosen, or also those that were deactivated.
enum class Listed { active, all };

boost::json::object configuration_json(const Project& project, const TestCycle& adhoc, const Configuration& configuration, Listed listed);

boost::json::object choice_entry_json(ChoiceKind kind, const Choice& choice);
boost::json::object run_status_json(const RunStatus& status);
boost::json::object custom_field_json(const CustomField& field);
boost::json::object links_json(const LinkTemplates& links);

boost::json::array choices_json(const Configuration& configuration, ChoiceKind kind, Listed listed);
boost::json::array run_statuses_json(const Configuration& configuration, Listed listed);
/// Steps have the first status of each type.
boost::json::array step_statuses_json(const Configuration& configuration);
boost::json::array custom_fields_json(const Configuration& configuration, Listed listed);

Result<ChoiceChange> read_choice_change(const boost::json::object& body);
Result<RunStatusChange> read_run_status_change(const boost::json::object& body);
Result<CustomFieldChange> read_field_change(const boost::json::object& body);
/// Members that are absent stay; null and "" take an address away.
Result<LinkTemplates> read_links(const boost::json::object& body, LinkTemplates before);

/// What of such bodies is not stored, for Testledger-Warning.
std::vector<std::string> unstored_choice_members(const boost::json::object& body);
std::vector<std::string> unstored_run_status_members(const boost::json::object& body);
std::vector<std::string> unstored_field_members(const boost::json::object& body);

}  // namespace testledger
