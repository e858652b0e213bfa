#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/account.hpp"
#include "domain/folder.hpp"
#include "domain/import_summary.hpp"
#include "domain/page.hpp"
#include "domain/project.hpp"
#include "domain/test_case.hpp"
#include "domain/test_cycle.hpp"
#include "domain/test_run.hpp"
#include "storage/store.hpp"

// What the API answers with, shape by shape (contract A, B.9, D.1). One shape is written in one json_*.cpp.

namespace testledger {

/// `{"ID","name","parentID"}`, or null without a folder.
boost::json::value folder_reference_json(const std::optional<Folder>& folder);
/// `{"ID","name"}`: the leaf that get-or-create answers with.
boost::json::object folder_leaf_json(const Folder& folder);
/// The whole tree; `folders` has parents before their children.
boost::json::array folder_tree_json(const std::vector<Folder>& folders);
/// A folder alone: as in the tree, without children.
boost::json::object folder_json(const Folder& folder);

boost::json::object cycle_json(const Project& project, const Configuration& configuration, const TestCycle& cycle, Rights mine);

/// Whether rich text is sent as it is or as plain text (needDataInRTF), and whether data sets are sent (fetchDataSets).
enum class RichText { plain, kept };
enum class DataSets { left_out, sent };
struct CaseView {
  RichText rich_text = RichText::plain;
  DataSets data_sets = DataSets::left_out;
  Rights mine = {};  ///< of who looks at it
};
boost::json::object case_json(const Project& project, const Configuration& configuration, const TestCase& test_case, CaseView view);

/// An item of a cycle's list of runs.
boost::json::object case_in_cycle_json(const Project& project, const Configuration& configuration, const CaseInCycle& item);
/// The same as lists of a cycle's cases show it, with its latest run.
boost::json::object cycle_case_json(const Project& project, const Configuration& configuration, const CaseInCycle& item);
/// How many cases of a cycle have which status; cases without a run count as the first of those not run.
boost::json::object cycle_summary_json(const Configuration& configuration, const std::vector<RunStore::StatusCount>& counts);
boost::json::object run_json(const Configuration& configuration, const RunStore::RunWithDetail& run, Rights mine);
/// The same with its case, for who looks at a run by its id alone.
boost::json::object run_of_case_json(const Project& project, const Configuration& configuration, const RunStore::RunWithDetail& run,
                                     Rights mine);

/// The object as text, because it may be long. With the batch whose report was the same, if there is one.
std::string import_summary_json(const Project& project, const Configuration& configuration, const ImportSummary& summary,
                                std::optional<BatchId> duplicate_of = std::nullopt);
/// The same of a dry run, with `records`: what each record of the report would do.
std::string dry_run_json(const Project& project, const Configuration& configuration, const ImportSummary& summary);
/// A line of a receipt: one JSON object and the line's end.
std::string receipt_line(const Project& project, const Configuration& configuration, const ReceiptEntry& entry);
/// The counts of an import, and an object with the lists of its errors, warnings and cases put behind what it has.
boost::json::object counts_json(const ImportSummary& summary);
std::string with_lists(boost::json::object object, const Project& project, const Configuration& configuration,
                       const ImportSummary& summary);

/// A batch as lists show it (contract A.11, H-19).
boost::json::object batch_json(const Batch& batch);
/// With the errors, warnings and cases of its import; as text, because it may be long.
std::string batch_detail_json(const Project& project, const Configuration& configuration, const BatchStore::BatchWithSummary& batch);

std::int64_t milliseconds(Timestamp time);
/// The milliseconds, or null.
boost::json::value time_json(const std::optional<Timestamp>& time);
/// Null for an empty text.
boost::json::value text_or_null(const std::string& text);
/// The number of an id, or null.
template <class Id>
boost::json::value id_json(const std::optional<Id>& id) {
  return id ? boost::json::value(id->value) : boost::json::value(nullptr);
}
/// A whole number where it is one, as clients print it.
boost::json::value number_json(double number);
/// What somebody with these rights may do to a thing (contract A.11), whose kind needs those rights to be changed and to be removed.
boost::json::object permission_json(Rights mine, Right to_change, Right to_remove);

/// Where the next page begins, as clients hand it back; nothing for a text that is none.
std::string cursor_text(std::int64_t place);
std::optional<std::int64_t> place_of_cursor(std::string_view cursor);

/// The page around `items` (contract B.9), and ours: `nextCursor`, unless it is the last.
template <class Item, class ToJson>
boost::json::object page_json(const Page<Item>& page, ToJson to_json) {
  boost::json::array items;
  items.reserve(page.items.size());
  for (const Item& item : page.items) items.push_back(to_json(item));
  boost::json::object object{{"startAt", page.start}, {"maxResults", page.size}};
  if (page.total) object["totalCount"] = *page.total;
  object["isLast"] = page.is_last;
  if (page.next) object["nextCursor"] = cursor_text(*page.next);
  object["items"] = std::move(items);
  return object;
}

}  // namespace testledger
