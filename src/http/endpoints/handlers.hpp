#pragma once

#include <boost/json/fwd.hpp>
#include <memory>

#include "core/result.hpp"
#include "http/application.hpp"
#include "http/endpoints/call.hpp"
#include "http/json/json_tags.hpp"

// One handler per endpoint, grouped by file as the contract groups its catalogue (B.1 to B.7).

namespace testledger {

// page_handlers.cpp
Result<Response> tell_alive(const Call& call);
Result<Response> tell_ready(const Call& call);
Result<Response> show_metrics(const Call& call);
Result<Response> show_api_document(const Call& call);

// asset_handlers.cpp
Result<Response> show_page(const Call& call);
Result<Response> show_api_page(const Call& call);
Result<Response> send_asset(const Call& call);

// import_handler.cpp
Result<std::unique_ptr<BodyReceiver>> import_results(std::unique_ptr<Call> call);
Result<std::unique_ptr<BodyReceiver>> queue_results(std::unique_ptr<Call> call);

// batch_handlers.cpp
Result<Response> list_batches(const Call& call);
Result<Response> list_cycle_batches(const Call& call);
Result<Response> show_batch(const Call& call);
/// What the sender of a batch is told (contract D.2), and of which batch it repeats the report.
Response accepted_batch_response(const Call& call, const Batch& batch, std::optional<BatchId> duplicate_of);

// batch_changes.cpp
Result<Response> cancel_batch(const Call& call);
Result<Response> retry_batch(const Call& call);
Result<std::unique_ptr<BodyReceiver>> undo_batch(std::unique_ptr<Call> call);
Result<Response> reprocess_batch(const Call& call);

// batch_receipt.cpp
Result<Response> send_receipt(const Call& call);

// batch_stream_handlers.cpp
Result<Response> send_batch_file(const Call& call);
Result<Response> watch_batch(const Call& call);

// folder_handlers.cpp
Result<Response> ensure_case_folders(const Call& call, const boost::json::value& body);
Result<Response> ensure_cycle_folders(const Call& call, const boost::json::value& body);
Result<Response> ensure_set_folders(const Call& call, const boost::json::value& body);
Result<Response> list_case_folders(const Call& call);
Result<Response> list_cycle_folders(const Call& call);
Result<Response> list_set_folders(const Call& call);

// case_handlers.cpp
Result<Response> create_case(const Call& call, const boost::json::value& body);
Result<Response> list_cases(const Call& call);
Result<Response> search_cases(const Call& call, const boost::json::value& body);
Result<Response> show_case(const Call& call);

// case_changes.cpp
Result<Response> replace_case(const Call& call, const boost::json::value& body);
Result<Response> change_case(const Call& call, const boost::json::value& body);

// case_shelf_handlers.cpp
Result<Response> archive_case(const Call& call);
Result<Response> unarchive_case(const Call& call);
Result<Response> delete_case(const Call& call);
Result<Response> restore_case(const Call& call);
Result<Response> purge_case(const Call& call);

// case_attachment_handlers.cpp
Result<std::unique_ptr<BodyReceiver>> attach_to_case(std::unique_ptr<Call> call);
Result<std::unique_ptr<BodyReceiver>> attach_to_case_field(std::unique_ptr<Call> call);
Result<Response> list_case_attachments(const Call& call);
Result<Response> send_case_attachment(const Call& call);
Result<Response> remove_case_attachment(const Call& call);

// case_bulk_handlers.cpp
Result<Response> change_cases(const Call& call, const boost::json::value& body);
Result<Response> clone_case(const Call& call, const boost::json::value& body);
Result<Response> clone_cases(const Call& call, const boost::json::value& body);

// case_export_handlers.cpp
Result<Response> export_cases(const Call& call);
Result<Response> export_found_cases(const Call& call, const boost::json::value& body);
Result<Response> export_features(const Call& call, const boost::json::value& body);

// cycle_handlers.cpp
Result<Response> create_cycle(const Call& call, const boost::json::value& body);
Result<Response> search_cycles(const Call& call, const boost::json::value& body);
Result<Response> list_cycles(const Call& call);
Result<Response> show_cycle(const Call& call);

// cycle_case_handlers.cpp
Result<Response> list_cycle_cases(const Call& call);
Result<Response> show_cycle_summary(const Call& call);
Result<Response> remove_case_from_cycle(const Call& call);

// cycle_changes.cpp
Result<Response> replace_cycle(const Call& call, const boost::json::value& body);
Result<Response> change_cycle(const Call& call, const boost::json::value& body);
Result<Response> clone_cycle(const Call& call, const boost::json::value& body);
Result<std::unique_ptr<BodyReceiver>> remove_cycle(std::unique_ptr<Call> call);

// cycle_attachment_handlers.cpp
Result<std::unique_ptr<BodyReceiver>> attach_to_cycle(std::unique_ptr<Call> call);
Result<Response> list_cycle_attachments(const Call& call);
Result<Response> send_cycle_attachment(const Call& call);
Result<Response> remove_cycle_attachment(const Call& call);

// export_handlers.cpp
Result<Response> export_cycles(const Call& call);
Result<Response> export_cycle(const Call& call);

// run_handlers.cpp
Result<Response> list_runs(const Call& call);
Result<Response> show_run(const Call& call);
Result<Response> show_latest_run(const Call& call);

// run_report_handlers.cpp
Result<Response> report_run(const Call& call, const boost::json::value& body);
Result<Response> add_case_to_cycle(const Call& call, const boost::json::value& body);
Result<Response> report_runs(const Call& call, const boost::json::value& body);
Result<Response> change_run_fields(const Call& call, const boost::json::value& body);

// run_change_handlers.cpp
Result<Response> change_run(const Call& call, const boost::json::value& body);
Result<Response> change_run_step(const Call& call, const boost::json::value& body);
Result<Response> change_runs(const Call& call, const boost::json::value& body);
Result<Response> remove_run(const Call& call);

// run_attachment_handlers.cpp
Result<std::unique_ptr<BodyReceiver>> attach_to_run(std::unique_ptr<Call> call);
Result<std::unique_ptr<BodyReceiver>> attach_to_latest_run(std::unique_ptr<Call> call);
Result<Response> list_run_attachments(const Call& call);
Result<Response> send_run_attachment(const Call& call);
Result<Response> remove_run_attachment(const Call& call);

// What several handlers need (lookups.cpp).

/// The part of a list that `startAt` or, of ours, `cursor`, and `maxResults` ask for; sizes outside 1..100 become 100 (contract B.9).
/// invalid_argument for a cursor that is none.
Result<PageRequest> page_request(const Call& call);
/// The same for our own lists, with sizes up to another limit (result_handlers.cpp).
PageRequest wide_page_request(const Call& call, std::int64_t size_max);
/// The whole number of a query parameter; nothing when it is absent or none.
std::optional<std::int64_t> number_parameter(const Call& call, std::string_view name);
/// A query parameter that is true or false; nothing when it is absent or blank, invalid_argument for anything else.
Result<std::optional<bool>> flag_parameter(const Call& call, std::string_view name);
/// The id of that name in the path; nothing when it is none.
std::optional<std::int64_t> captured_id(const Call& call, std::string_view name);
/// How the path names a case; not_found with the contract's text for what can name none.
Result<Reference> case_in_path(const Call& call);
/// The case of the path is not in the cycle of the path.
Error not_in_cycle(const Call& call);
/// The run of the path, which must be of the cycle; not_found otherwise.
Result<RunStore::RunWithDetail> run_of(const Call& call, const TestCycle& cycle);
/// The cycle of the path; not_found with the contract's text.
Result<TestCycle> cycle_of(const Call& call);
/// The batch of the path, which must be of the cycle of the path; not_found otherwise.
Result<BatchStore::BatchWithSummary> batch_of(const Call& call);
/// What is told in place of a batch's file or receipt (`what`) after the time that reports are kept.
Error not_kept(const Call& call, const Batch& batch, std::string_view what);
/// invalid_argument `Folder <n> does not exist`, of the field that names it.
Result<void> check_folder(const Call& call, FolderKind kind, const std::optional<FolderId>& folder, std::string_view field = "folder");
/// The tags that a body names by their ids alone.
Result<TagNames> tag_names(const Call& call, const boost::json::object& body);
/// A query parameter that is true or false; false when absent or anything else.
bool asks_for(const Call& call, std::string_view parameter);
Response json_response_of(const boost::json::value& value);
/// The response with a field Testledger-Warning that names what was sent and is not stored, if anything.
Response naming_unstored(Response response, const std::vector<std::string>& names);

}  // namespace testledger
