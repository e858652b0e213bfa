#include "http/routes.hpp"

#include "http/endpoints/account_handlers.hpp"
#include "http/endpoints/config_handlers.hpp"
#include "http/endpoints/folder_handlers.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/endpoints/insight_handlers.hpp"

namespace testledger {
namespace {

constexpr auto get = Method::get;
constexpr auto post = Method::post;
constexpr auto put = Method::put;
constexpr auto patch = Method::patch;
constexpr auto erase = Method::erase;
constexpr auto anyone = Access::anyone;
constexpr auto user = Access::user;
constexpr auto self = Access::self;
constexpr auto server = Access::server;
constexpr auto read = Access::read;
constexpr auto report = Access::report;
constexpr auto edit = Access::edit;
constexpr auto administer = Access::administer;
constexpr auto case_tree = FolderKind::test_case;
constexpr auto cycle_tree = FolderKind::test_cycle;
constexpr auto set_tree = FolderKind::test_set;

const std::array table{
    Route{get, anyone, page_pattern, &show_page},
    Route{get, anyone, "healthz", &tell_alive},
    Route{get, anyone, "readyz", &tell_ready},
    Route{get, user, "metrics", &show_metrics},
    Route{get, anyone, "openapi.json", &show_api_document},
    Route{get, anyone, "aio-tcms/api/v1/openapi.json", &show_api_document},
    Route{get, anyone, "api-docs", &show_api_page},
    Route{get, anyone, "assets/{asset}", &send_asset},

    Route{post, anyone, "api/setup", SlowJsonHandler{&set_up}},
    Route{post, anyone, "api/session", SlowJsonHandler{&start_session}},
    Route{get, user, "api/session", &show_session},
    Route{erase, user, "api/session", &end_own_session},
    Route{get, anyone, "api/login-options", &tell_login_options},
    Route{get, anyone, "api/oidc/login", SlowHandler{&begin_oidc_login}},
    Route{get, anyone, "api/oidc/callback", SlowHandler{&finish_oidc_login}},
    Route{get, self, "api/oidc/link", &show_oidc_link},
    Route{post, self, "api/oidc/link", SlowHandler{&begin_oidc_link}},
    Route{erase, self, "api/oidc/link", &remove_oidc_link},
    Route{get, self, "api/sessions", &list_sessions},
    Route{erase, self, "api/sessions/{session}", &end_session},
    Route{get, user, "api/me", &show_me},
    Route{get, user, "*/me", &show_me},
    Route{get, user, "*/project", &list_projects},
    Route{get, user, "*/find", &find_anywhere},
    Route{post, self, "api/password", SlowJsonHandler{&change_password}},
    Route{post, anyone, "api/password/reset", SlowJsonHandler{&reset_password}},
    Route{get, server, "api/users", &list_users},
    Route{post, server, "api/users", SlowJsonHandler{&create_user}},
    Route{patch, server, "api/users/{user}", &change_user},
    Route{post, server, "api/users/{user}/reset", &make_reset_link},
    Route{get, self, "api/tokens", &list_own_tokens},
    Route{post, self, "api/tokens", &create_own_token},
    Route{erase, self, "api/tokens/{token}", &revoke_own_token},
    Route{post, user, "api/tokens/{token}/rotate", &rotate_own_token},
    Route{get, server, "api/invitations", &list_server_invitations},
    Route{post, server, "api/invitations", &invite_to_server},
    Route{erase, server, "api/invitations/{invitation}", &withdraw_server_invitation},
    Route{post, anyone, "api/invitations/accept", SlowJsonHandler{&accept_invitation}},
    Route{get, server, "api/audit", &list_audit},
    Route{post, server, "api/projects", &create_project},
    Route{get, server, "api/status", &show_status},

    Route{get, read, "project/{project}/member", &list_members},
    Route{post, administer, "project/{project}/member", &add_member},
    Route{put, administer, "project/{project}/member/{user}", &change_member},
    Route{erase, administer, "project/{project}/member/{user}", &remove_member},
    Route{get, administer, "project/{project}/token", &list_project_tokens},
    Route{erase, administer, "project/{project}/token/{token}", &revoke_project_token},
    Route{get, administer, "project/{project}/invitation", &list_invitations},
    Route{post, administer, "project/{project}/invitation", &invite},
    Route{erase, administer, "project/{project}/invitation/{invitation}", &withdraw_invitation},

    Route{post, report, "project/{project}/testcycle/{cycle}/import/results", &import_results},
    Route{post, report, "project/{project}/testcycle/{cycle}/import/results/batch", &queue_results},
    Route{get, read, "project/{project}/batch", &list_batches},
    Route{get, read, "project/{project}/testcycle/{cycle}/batch", &list_cycle_batches},
    Route{get, read, "project/{project}/testcycle/{cycle}/batch/{batch}", &show_batch},
    Route{get, read, "project/{project}/testcycle/{cycle}/batch/{batch}/file", &send_batch_file},
    Route{get, read, "project/{project}/testcycle/{cycle}/batch/{batch}/events", &watch_batch},
    Route{post, report, "project/{project}/testcycle/{cycle}/batch/{batch}/cancel", &cancel_batch},
    Route{post, report, "project/{project}/testcycle/{cycle}/batch/{batch}/retry", &retry_batch},
    Route{post, report, "project/{project}/testcycle/{cycle}/batch/{batch}/undo", &undo_batch},
    Route{post, report, "project/{project}/testcycle/{cycle}/batch/{batch}/reprocess", &reprocess_batch},
    Route{get, read, "project/{project}/testcycle/{cycle}/batch/{batch}/receipt", &send_receipt},

    Route{get, read, "project/{project}/config", &show_configuration},
    Route{get, read, "project/{project}/config/testcase/{list}", &list_choices},
    Route{post, administer, "project/{project}/config/testcase/{list}", &create_choice},
    Route{patch, administer, "project/{project}/config/testcase/{list}/{entry}", &change_choice},
    Route{erase, administer, "project/{project}/config/testcase/{list}/{entry}", &remove_choice},
    Route{get, read, "project/{project}/config/testrun/status", &list_run_statuses},
    Route{post, administer, "project/{project}/config/testrun/status", &create_run_status},
    Route{patch, administer, "project/{project}/config/testrun/status/{entry}", &change_run_status},
    Route{erase, administer, "project/{project}/config/testrun/status/{entry}", &remove_run_status},
    Route{get, read, "project/{project}/config/testrunstep/status", &list_step_statuses},
    Route{get, read, "project/{project}/config/customfield", &list_custom_fields},
    Route{post, administer, "project/{project}/config/customfield", &create_custom_field},
    Route{patch, administer, "project/{project}/config/customfield/{entry}", &change_custom_field},
    Route{erase, administer, "project/{project}/config/customfield/{entry}", &remove_custom_field},
    Route{patch, administer, "project/{project}/config/links", &change_links},

    Route{get, read, "project/{project}/tag", &list_tags},
    Route{post, edit, "project/{project}/tag", &ensure_tags},
    Route{patch, edit, "project/{project}/tag/{tag}", &rename_tag},
    Route{erase, edit, "project/{project}/tag/{tag}", &remove_tag},

    Route{get, read, "project/{project}/testcase/folder", &list_case_folders},
    Route{put, report, "project/{project}/testcase/folder/hierarchy", &ensure_case_folders},
    Route{post, edit, "project/{project}/testcase/folder", &create_folder<case_tree>},
    Route{patch, edit, "project/{project}/testcase/folder/{folder}", &change_folder<case_tree>},
    Route{erase, edit, "project/{project}/testcase/folder/{folder}", &remove_folder<case_tree>},
    Route{get, read, "project/{project}/testcycle/folder", &list_cycle_folders},
    Route{put, report, "project/{project}/testcycle/folder/hierarchy", &ensure_cycle_folders},
    Route{post, report, "project/{project}/testcycle/folder", &create_folder<cycle_tree>},
    Route{patch, report, "project/{project}/testcycle/folder/{folder}", &change_folder<cycle_tree>},
    Route{erase, report, "project/{project}/testcycle/folder/{folder}", &remove_folder<cycle_tree>},
    Route{get, read, "project/{project}/testset/folder", &list_set_folders},
    Route{post, report, "project/{project}/testset/folder", &create_folder<set_tree>},
    Route{patch, report, "project/{project}/testset/folder/{folder}", &change_folder<set_tree>},
    Route{erase, report, "project/{project}/testset/folder/{folder}", &remove_folder<set_tree>},
    Route{put, report, "project/{project}/testset/folder/hierarchy", &ensure_set_folders},

    Route{get, read, "project/{project}/testcase", &list_cases},
    Route{post, edit, "project/{project}/testcase", &create_case},
    Route{post, read, "project/{project}/testcase/search", &search_cases},
    Route{get, read, "project/{project}/testcase/{case}/detail", &show_case},
    Route{put, edit, "project/{project}/testcase/{case}/detail", &replace_case},
    Route{patch, edit, "project/{project}/testcase/{case}/detail", &change_case},
    Route{erase, edit, "project/{project}/testcase/{case}/detail", &delete_case},
    Route{post, edit, "project/{project}/testcase/{case}/restore", &restore_case},
    Route{post, administer, "project/{project}/testcase/{case}/purge", &purge_case},
    Route{post, edit, "project/{project}/testcase/{case}/archive", &archive_case},
    Route{post, edit, "project/{project}/testcase/{case}/unarchive", &unarchive_case},
    Route{post, edit, "project/{project}/testcase/{case}/clone", &clone_case},
    Route{post, edit, "project/{project}/testcase/{case}/attachment", &attach_to_case},
    Route{get, read, "project/{project}/testcase/{case}/attachment", &list_case_attachments},
    Route{get, read, "project/{project}/testcase/{case}/attachment/{attachment}", &send_case_attachment},
    Route{erase, edit, "project/{project}/testcase/{case}/attachment/{attachment}", &remove_case_attachment},
    Route{post, edit, "project/{project}/testcase/{case}/{field}/attachment", &attach_to_case_field},
    Route{post, edit, "project/{project}/testcase/clone", &clone_cases},
    Route{patch, edit, "project/{project}/testcase/bulk", &change_cases},
    Route{get, read, "project/{project}/testcase/export/csv", &export_cases},
    Route{post, read, "project/{project}/testcase/export/csv", &export_found_cases},
    Route{post, read, "project/{project}/testcase/export/feature", &export_features},
    Route{get, read, "project/{project}/testcase/{case}/history", &show_case_history},

    Route{get, read, "project/{project}/overview", &show_overview},
    Route{get, read, "project/{project}/find", &find_in_project},
    Route{get, read, "project/{project}/testcase/folder/counts", &count_case_folders},
    Route{get, read, "project/{project}/testcycle/folder/counts", &count_cycle_folders},

    Route{get, read, "project/{project}/testcycle", &list_cycles},
    Route{post, read, "project/{project}/testcycle/search", &search_cycles},
    Route{post, report, "project/{project}/testcycle/detail", &create_cycle},
    Route{get, read, "project/{project}/testcycle/export/csv", &export_cycles},
    Route{get, read, "project/{project}/testcycle/{cycle}/detail", &show_cycle},
    Route{put, report, "project/{project}/testcycle/{cycle}/detail", &replace_cycle},
    Route{patch, report, "project/{project}/testcycle/{cycle}/detail", &change_cycle},
    Route{erase, administer, "project/{project}/testcycle/{cycle}/detail", &remove_cycle},
    Route{post, report, "project/{project}/testcycle/{cycle}/clone", &clone_cycle},
    Route{get, read, "project/{project}/testcycle/{cycle}/export/{format}", &export_cycle},
    Route{post, report, "project/{project}/testcycle/{cycle}/attachment", &attach_to_cycle},
    Route{get, read, "project/{project}/testcycle/{cycle}/attachment", &list_cycle_attachments},
    Route{get, read, "project/{project}/testcycle/{cycle}/attachment/{attachment}", &send_cycle_attachment},
    Route{erase, report, "project/{project}/testcycle/{cycle}/attachment/{attachment}", &remove_cycle_attachment},

    Route{get, read, "project/{project}/testcycle/{cycle}/summary", &show_cycle_summary},
    Route{get, read, "project/{project}/testcycle/{cycle}/result", &list_results},
    Route{get, read, "project/{project}/testcycle/{cycle}/result/next", &find_next_result},
    Route{get, read, "project/{project}/testcycle/{cycle}/insight", &show_cycle_insight},
    Route{get, read, "project/{project}/testcycle/{cycle}/compare", &compare_cycles},
    Route{get, read, "project/{project}/testcycle/{cycle}/testcase", &list_cycle_cases},
    Route{post, report, "project/{project}/testcycle/{cycle}/testcase/{case}", OptionalJson{&add_case_to_cycle}},
    Route{erase, report, "project/{project}/testcycle/{cycle}/testcase/{case}", &remove_case_from_cycle},
    Route{post, report, "project/{project}/testcycle/{cycle}/testcase/{case}/attachment", &attach_to_latest_run},

    Route{post, report, "project/{project}/testcycle/{cycle}/testcase/{case}/testrun", OptionalJson{&report_run}},
    Route{get, read, "project/{project}/testcycle/{cycle}/testcase/{case}/testrun", &show_latest_run},
    Route{get, read, "project/{project}/testcycle/{cycle}/testrun", &list_runs},
    Route{get, read, "project/{project}/testcycle/{cycle}/testrun/{run}", &show_run},
    Route{put, report, "project/{project}/testcycle/{cycle}/testrun/{run}", &change_run},
    Route{patch, report, "project/{project}/testcycle/{cycle}/testrun/{run}", &change_run},
    Route{erase, report, "project/{project}/testcycle/{cycle}/testrun/{run}", &remove_run},
    Route{patch, report, "project/{project}/testcycle/{cycle}/testrun/{run}/step/{step}", &change_run_step},
    Route{post, report, "project/{project}/testcycle/{cycle}/bulk/testrun/update", &report_runs},
    Route{patch, report, "project/{project}/testcycle/{cycle}/bulk/testrun", &change_runs},
    Route{put, report, "project/{project}/testcycle/{cycle}/bulk/testrun", &change_run_fields},
    Route{post, report, "project/{project}/testcycle/{cycle}/testrun/{run}/attachment", &attach_to_run},
    Route{get, read, "project/{project}/testcycle/{cycle}/testrun/{run}/attachment", &list_run_attachments},
    Route{get, read, "project/{project}/testcycle/{cycle}/testrun/{run}/attachment/{attachment}", &send_run_attachment},
    Route{erase, report, "project/{project}/testcycle/{cycle}/testrun/{run}/attachment/{attachment}", &remove_run_attachment},
};

}  // namespace

std::span<const Route> routes() { return table; }

}  // namespace testledger
