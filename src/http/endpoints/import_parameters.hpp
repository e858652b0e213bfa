#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/result.hpp"
#include "domain/import_options.hpp"
#include "formats/report_format.hpp"

namespace testledger {

/// The texts of a form by the names of their parts.
using FormFields = std::map<std::string, std::string, std::less<>>;

/// The options of an import (contract C.1, B.0). Blank, `null` and `undefined` mean the default; what does not apply is passed
/// over whatever it says: unknown names, flags that do not concern the kind, a folder when no cases are created.
/// invalid_argument for a truth value or a folder that applies and cannot be meant. What the fields do not name is as in `options`.
Result<ImportOptions> read_import_options(const FormFields& fields, const ReportKind& kind, ImportOptions options = {});

/// Trimmed; blank for a field that is absent. JavaScript clients send the words null and undefined for what they do not have.
std::string_view form_field(const FormFields& fields, std::string_view name);

/// The names of the fields that no import knows, in the very letters they have: fit for a header, at most unstored_shown_max.
std::vector<std::string> unknown_fields(const FormFields& fields);

/// What is asked for besides an import by the rules.
enum class Dedupe { none, content };
struct SendingOptions {
  bool dry_run = false;
  Dedupe dedupe = Dedupe::none;  ///< content: the same report with the same options within a day is not imported again
};
/// The parts dryRun and dedupe. invalid_argument when they cannot be meant.
Result<SendingOptions> read_sending_options(const FormFields& fields);

/// Whether it is the name of such an option, in any letter case.
bool is_import_option(std::string_view name);

/// The format that `type` names in any letter case; invalid_argument with the contract's text for any other, also for none.
Result<const ReportFormat*> read_import_type(std::string_view type);

}  // namespace testledger
