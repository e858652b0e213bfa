#include "http/api.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "accounts/accounts.hpp"
#include "blobs/filesystem_blobs.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace testledger {
namespace {

/// A server's inside for tests: a fresh store with project AT and an administrator's token, and calls without sockets.
class ApiSite {
 public:
  ApiSite() : directory_(fresh_directory()) {
    store = *open_sqlite_store({.directory = directory_ / "data"});
    blobs = *open_filesystem_blobs(directory_ / "blobs");
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    (void)store->create_project("AT", "Acme");
    token = create_token({store->create_user("admin", true)->id, "test", std::chrono::days(1)}, *store, now)->secret;
    plain_token = create_token({store->create_user("guest", false)->id, "test", std::chrono::days(1)}, *store, now)->secret;
    api = std::make_unique<Api>(Services{*store, *blobs}, limits);
  }
  ~ApiSite() {
    api.reset();
    store.reset();
    blobs.reset();
    std::filesystem::remove_all(directory_);
  }
  ApiSite(const ApiSite&) = delete;
  ApiSite& operator=(const ApiSite&) = delete;

  /// One request as a client's would arrive; the body in pieces of 700 bytes.
  Response call(Method method, const std::string& target, std::string_view body = {},
                const std::string& content_type = "application/json") {
    Request request{.method = method, .target = target, .remote = "127.0.0.1", .id = "t"};
    if (!authorization.empty() || !token.empty())
      request.fields.push_back({"authorization", authorization.empty() ? "AioAuth " + token : authorization});
    request.fields.push_back({"content-type", content_type});
    if (!accept.empty()) request.fields.push_back({"accept", accept});
    if (!content_encoding.empty()) request.fields.push_back({"content-encoding", content_encoding});
    Opened opened = api->open(request);
    if (auto* response = std::get_if<Response>(&opened)) return *response;
    BodyReceiver& receiver = *std::get<std::unique_ptr<BodyReceiver>>(opened);
    for (; !body.empty(); body.remove_prefix(std::min<std::size_t>(700, body.size())))
      if (const auto written = receiver.write(body.substr(0, 700)); !written) return error_response(written.error());
    return receiver.finish();
  }

  /// The same below the cloud's base and project AT.
  Response at(Method method, const std::string& path, const std::string& body = {}, const std::string& content_type = "application/json") {
    return call(method, "/aio-tcms/api/v1/project/AT" + path, body, content_type);
  }

  bool stored_any_file() const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory_ / "blobs"))
      if (entry.is_regular_file()) return true;
    return false;
  }

  HttpLimits limits;
  std::unique_ptr<Store> store;
  std::unique_ptr<BlobStore> blobs;
  std::unique_ptr<Api> api;
  std::string token, plain_token;
  std::string accept;
  std::string content_encoding;
  std::string authorization;  ///< instead of the administrator's, when not empty

 private:
  static std::filesystem::path fresh_directory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "testledger-http-XXXXXX").string();
    return ::mkdtemp(pattern.data());
  }

  std::filesystem::path directory_;
};

constexpr auto get = Method::get;
constexpr auto post = Method::post;
constexpr auto put = Method::put;

class ApiTest : public testing::Test {
 protected:
  boost::json::value ok(const Response& response) {
    EXPECT_EQ(static_cast<int>(response.status), 200) << response.body << " " << response.detail;
    EXPECT_EQ(response.content_type, json_type);
    boost::system::error_code problem;
    return boost::json::parse(response.body, problem);
  }
  void refused(const Response& response, Status status, const std::string& text) {
    EXPECT_EQ(static_cast<int>(response.status), static_cast<int>(status)) << response.body;
    EXPECT_EQ(response.content_type, text_type);
    EXPECT_EQ(response.body, text);
  }
  std::string new_cycle(const std::string& title = "a cycle") {
    return ok(site.at(post, "/testcycle/detail", R"({"title":")" + title + "\"}")).at("key").as_string().c_str();
  }
  Response import(const std::string& cycle, const std::string& form, const std::string& query = "?type=JUnit") {
    return site.at(post, "/testcycle/" + cycle + "/import/results" + query, form, "multipart/form-data; boundary=b");
  }

  ApiSite site;
};

std::string field(const std::string& name, const std::string& text) {
  return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + text + "\r\n";
}
std::string file(const std::string& content, const std::string& disposition = "name=\"file\"; filename=\"r.xml\"") {
  return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
}
const std::string end_of_form = "--b--\r\n";
const std::string two_tests =
    R"(<testsuite><testcase classname="c" name="one"/><testcase classname="c" name="two"><failure message="m">t</failure></testcase></testsuite>)";

TEST_F(ApiTest, RefusalsHaveTheContractsWords) {
  refused(site.call(get, "/aio-tcms/api/v1/nowhere"), Status::not_found, "Resource Not Found. Please check the URL.");
  refused(site.call(get, "/aio-tcms/api/v1/project/XX/testcase"), Status::not_found, "Project not found : XX");
  refused(site.at(get, "/testcycle/AT-CY-99/detail"), Status::not_found, "Cycle not found : AT-CY-99");
  refused(site.at(get, "/testcycle/XX-CY-1/detail"), Status::not_found, "Cycle not found : XX-CY-1");
  refused(site.at(get, "/testcycle/AT-CY-Adhoc/testrun/99"), Status::not_found, "Run not found : 99");
  refused(site.at(get, "/testcase/AT-TC-99/detail"), Status::not_found, "Case 'AT-TC-99' not found");
  refused(site.at(put, "/testcase/folder/hierarchy", "{}"), Status::bad_request, "folderHierarchy is required");
  refused(site.at(put, "/testcase/folder/hierarchy", R"({"folderHierarchy":["A"],"baseFolderId":99})"), Status::not_found,
          "Base folder 99 not found");
  refused(site.at(post, "/testcycle/detail", R"({"objective":"x"})"), Status::bad_request, "title is required");
  refused(site.at(post, "/testcycle/detail", R"({"title":"t","folder":{"ID":99}})"), Status::bad_request, "Folder 99 does not exist");
  refused(site.at(post, "/testcycle/detail", "[]"), Status::bad_request, "The body must be a JSON object.");
}

TEST_F(ApiTest, AWrongMethodIsToldTheRightOnes) {
  const Response response = site.at(Method::erase, "/testcase");
  EXPECT_EQ(response.status, Status::method_not_allowed);
  ASSERT_EQ(response.fields.size(), 1U);
  EXPECT_EQ(response.fields[0].value, "GET, HEAD, POST");
}

TEST_F(ApiTest, AsksForATokenBehindTheRouteAndBeforeTheProject) {
  const std::string text = "Authorization header is missing or invalid value.";
  site.authorization = "AioAuth nonsense";
  refused(site.at(get, "/testcase"), Status::unauthorized, text);
  refused(site.call(get, "/aio-tcms/api/v1/project/XX/testcase"), Status::unauthorized, text);
  EXPECT_EQ(site.at(get, "/nowhere").status, Status::not_found);
  EXPECT_EQ(site.call(get, "/metrics").status, Status::unauthorized);
  for (const char* open : {"/", "/healthz", "/readyz"}) EXPECT_EQ(site.call(get, open).status, Status::ok) << open;
}

TEST_F(ApiTest, ShowsBrowsersTheApplicationAtItsOwnAddressesAlone) {
  struct Row {
    std::string path;
    std::string way;  // to the start page
  };
  site.accept = "text/html,application/xhtml+xml,*/*;q=0.8";
  for (const Row& row : {Row{"/", "./"}, Row{"/login?next=/a/b", "./"}, Row{"/projects/AT", "./../"}, Row{"/projects/AT/", "./../../"},
                         Row{"/projects//AT", "./../../"}, Row{"/projects/AT%2Fx/cycles", "./../../"}}) {
    const Response response = site.call(get, row.path);
    EXPECT_EQ(response.status, Status::ok) << row.path;
    EXPECT_EQ(response.content_type, html_type) << row.path;
    EXPECT_NE(response.body.find("content=\"" + row.way + "\""), std::string::npos) << row.path;
  }
  for (const char* path : {"/aio-tcms/api/v1/nowhere", "/api/nowhere", "/assets/nothing.js"})
    EXPECT_EQ(site.call(get, path).status, Status::not_found) << path;
  EXPECT_EQ(site.call(Method::head, "/login").content_type, html_type);
  EXPECT_EQ(site.call(post, "/login", "{}").status, Status::not_found);
  site.accept = "application/json";
  EXPECT_EQ(site.call(get, "/login").status, Status::not_found);
}

TEST_F(ApiTest, AnAnonymousUploadWritesNothing) {
  site.authorization = "Bearer nonsense";
  EXPECT_EQ(import("AT-CY-Adhoc", file(two_tests) + end_of_form).status, Status::unauthorized);
  EXPECT_FALSE(site.stored_any_file());
}

TEST_F(ApiTest, AProjectThatOneMayNotSeeIsNotThere) {
  site.authorization = "Bearer " + site.plain_token;
  refused(site.at(get, "/testcase"), Status::not_found, "Project not found : AT");
  EXPECT_EQ(site.call(get, "/metrics").status, Status::forbidden);
}

TEST_F(ApiTest, ImportsAFormInAnyOrder) {
  const std::string cycle = new_cycle();
  const auto answer = ok(import(cycle, file(two_tests) + field("createCase", "true") + field("unknown", "x") + end_of_form));
  EXPECT_EQ(answer.at("successCount"), 2) << answer;
  const auto again = ok(import(cycle, field("createNewRun", "") + file(two_tests) + end_of_form));
  EXPECT_EQ(again.at("status"), "COMPLETED");
  EXPECT_EQ(again.at("errorCount"), 0);
  const auto runs = ok(site.at(get, "/testcycle/" + cycle + "/testrun"));
  EXPECT_EQ(runs.at("items").as_array().size(), 2U);
  EXPECT_EQ(runs.at("items").at(0).at("runs").as_array().size(), 2U);
  const auto id = runs.at("items").at(1).at("runs").at(0).at("ID").as_int64();
  EXPECT_EQ(ok(site.at(get, "/testcycle/" + cycle + "/testrun/" + std::to_string(id))).at("testRunStatus").at("name"), "Failed");
}

TEST_F(ApiTest, FindsTheFileAmongTheParts) {
  const std::string cycle = new_cycle(), create = field("createCase", "true");
  struct Row {
    const char* why;
    std::string form;
    int successes;
  };
  for (const Row& row :
       {Row{"without a file name", file(two_tests, "name=\"file\""), 2},
        Row{"under another name", file(two_tests, "name=\"results\"; filename=\"x\""), 2},
        Row{"the one called file counts", file("no", "name=\"log\"; filename=\"x\"") + file(two_tests), 2},
        Row{"it counts also before others", file(two_tests) + file("no", "name=\"log\"; filename=\"x\""), 2},
        Row{"a choice that was not made, before", file("") + file(two_tests), 2},
        Row{"a choice that was not made, behind", file(two_tests) + file("", "name=\"file\"; filename=\"\""), 2},
        Row{"the first of others counts", file(two_tests, "name=\"a\"; filename=\"x\"") + file("no", "name=\"b\"; filename=\"y\""), 2}})
    EXPECT_EQ(ok(import(cycle, row.form + create + end_of_form)).at("successCount"), row.successes) << row.why;
}

TEST_F(ApiTest, SeveralFilesAreImportedTogether) {
  for (const std::string part : {"file", "files[]"}) {
    const auto named = [&](const std::string& name, const std::string& content) {
      return file(content, "name=\"" + part + "\"; filename=\"" + name + "\"");
    };
    const std::string form = named("a.xml", two_tests) + named("", "") + named("a.xml", two_tests) + named("c.xml", "<cut");
    const auto answer = ok(import(new_cycle(), form + field("createCase", "true") + end_of_form));
    EXPECT_EQ(answer.at("successCount"), 4);
    EXPECT_EQ(answer.at("errorCount"), 1);
    const auto& files = answer.at("files").as_array();
    ASSERT_EQ(files.size(), 3U);
    EXPECT_EQ(files[1].at("name"), "a (2).xml");
    EXPECT_EQ(files[1].at("status"), "COMPLETED");
    EXPECT_EQ(files[2].at("status"), "FAILED");
    EXPECT_EQ(files[2].at("error").at("code"), "invalid_report");
  }
}

TEST_F(ApiTest, ACompressedBodyIsRefusedWithARemedy) {
  struct Row {
    const char* coding;
    int status;
  };
  for (const Row& row : {Row{"gzip", 415}, Row{"br", 415}, Row{"gzip, identity", 415}, Row{"Identity", 200}, Row{"", 200}}) {
    site.content_encoding = row.coding;
    const Response response = site.at(post, "/testcycle/detail", R"({"title":"t"})");
    EXPECT_EQ(static_cast<int>(response.status), row.status) << row.coding;
    EXPECT_EQ(static_cast<int>(import("AT-CY-Adhoc", file(two_tests) + end_of_form).status), row.status) << row.coding;
    if (row.status != 415) continue;
    EXPECT_EQ(response.body,
              "Content-Encoding " + std::string(row.coding) + " is not supported. Send the body uncompressed, without Content-Encoding.");
    EXPECT_EQ(response.fields.at(0).name, "Accept-Encoding");
  }
}

TEST_F(ApiTest, AVersionThatIsNotThereIsNotFound) {
  ok(site.at(post, "/testcase", R"({"title":"t"})"));
  for (const char* query : {"", "?version=1", "?version="}) ok(site.at(get, "/testcase/AT-TC-1/detail" + std::string(query)));
  for (const char* wanted : {"7", "0", "x"})
    refused(site.at(get, "/testcase/at-tc-1/detail?version=" + std::string(wanted)), Status::not_found,
            "Case 'AT-TC-1' not found in version " + std::string(wanted));
}

TEST_F(ApiTest, TheTypeMayStandInTheQueryOrTheForm) {
  const std::string cycle = new_cycle(), form = file("<testsuite/>");
  for (const char* query : {"?type=Junit", "?type=JUNIT", "?other=1&type=junit"}) ok(import(cycle, form + end_of_form, query));
  ok(import(cycle, form + field("type", "JUnit") + end_of_form, ""));
  ok(import(cycle, form + field("type", "Fortran") + end_of_form, "?type=JUnit"));
  const std::string unknown = "Invalid type. Supported types are TestNG, JUnit, NUnit, Cucumber, Robot, Newman";
  refused(import(cycle, form + end_of_form, ""), Status::bad_request, unknown);
  refused(import(cycle, form + field("type", "Fortran") + end_of_form, ""), Status::bad_request, unknown);
  refused(import(cycle, form + end_of_form, "?type=Fortran"), Status::bad_request, unknown);
}

TEST_F(ApiTest, AnUnusableUploadIsRefusedInWords) {
  const std::string cycle = new_cycle();
  refused(import(cycle, field("createCase", "true") + end_of_form), Status::bad_request, "file is mandatory");
  refused(import("AT-CY-99", file(two_tests) + end_of_form), Status::not_found, "Cycle not found : AT-CY-99");
  refused(import(cycle, file(two_tests) + field("createCase", "true") + field("defaultFolder", "99") + end_of_form), Status::bad_request,
          "Folder 99 does not exist");
  refused(import(cycle, file(two_tests) + field("createCase", "perhaps") + end_of_form), Status::bad_request,
          "createCase must be true or false, not \"perhaps\"");
  EXPECT_EQ(import(cycle, file(two_tests)).status, Status::bad_request) << "cut off before the closing boundary";
  EXPECT_EQ(import(cycle, field("x", std::string(70'000, 'x')) + end_of_form).status, Status::content_too_large);
  EXPECT_EQ(ok(site.at(get, "/testcycle/" + cycle + "/testrun")).at("items").as_array().size(), 0U);
}

TEST_F(ApiTest, WhatDoesNotApplyIsNeverAnError) {
  const std::string cycle = new_cycle();
  struct Row {
    const char* why;
    const char* type;
    std::string fields;
    int status;
  };
  for (const Row& row :
       {Row{"Cucumber has a flag of its own", "Cucumber", field("forceUpdateCase", "x"), 200},
        Row{"no class in a Cucumber report", "Cucumber", field("ignoreClassInAutoKey", "x"), 200},
        Row{"JUnit's cases are no BDD cases", "JUnit", field("bddForceUpdateCase", "maybe"), 200},
        Row{"JUnit has no steps", "JUnit", field("updateOnlyRunStatus", "maybe"), 200},
        Row{"its own flag must make sense", "Cucumber", field("bddForceUpdateCase", "maybe"), 400},
        Row{"so must JUnit's", "JUnit", field("forceUpdateCase", "maybe"), 400},
        Row{"nobody creates cases: no folder is asked for", "JUnit", field("defaultFolder", "99999"), 200},
        Row{"nor read", "JUnit", field("createCase", "false") + field("defaultFolder", "abc"), 200},
        Row{"with cases to create the folder counts", "JUnit", field("createCase", "true") + field("defaultFolder", "abc"), 400},
        Row{"JavaScript's words for nothing", "JUnit", field("createNewRun", "null") + field("createCase", "undefined"), 200},
        Row{"also for the folder", "JUnit", field("createCase", "true") + field("defaultFolder", "undefined"), 200}}) {
    const std::string report = row.type == std::string("JUnit") ? "<testsuite/>" : "[]";
    const Response response = import(cycle, file(report) + row.fields + end_of_form, "?type=" + std::string(row.type));
    EXPECT_EQ(static_cast<int>(response.status), row.status) << row.why << ": " << response.body;
  }
}

TEST_F(ApiTest, ABrokenReportIsAnErrorInside200) {
  const auto answer = ok(import(new_cycle(), file("<testsuite>") + end_of_form));
  EXPECT_EQ(answer.at("status"), "FAILED");
  const std::string message = answer.at("errors").at("r.xml").at("message").as_string().c_str();
  EXPECT_TRUE(message.starts_with("Invalid xml: Unable to parse file. Please check if it is a valid results.xml file.")) << message;
  EXPECT_EQ(answer.at("errors").at("r.xml").at("code"), "invalid_report");
}

TEST_F(ApiTest, ABatchIsAcceptedAndShown) {  // D.2, H-19
  const std::string cycle = new_cycle();
  const Response accepted = import(cycle, file(two_tests) + end_of_form, "/batch?type=Junit");
  const auto answer = ok(accepted);
  EXPECT_EQ(answer.at("batchId"), 1);
  EXPECT_EQ(answer.at("size"), two_tests.size());
  EXPECT_TRUE(answer.at("errorMsg").is_null()) << "plugins need the member";
  ASSERT_FALSE(accepted.fields.empty());
  EXPECT_EQ(accepted.fields.back().value, "/aio-tcms/api/v1/project/AT/testcycle/" + cycle + "/batch/1");
  const std::string batch = "/testcycle/" + cycle + "/batch/1";
  const auto shown = ok(site.at(get, batch));
  EXPECT_EQ(shown.at("status"), "Queued");
  EXPECT_EQ(shown.at("type"), "Import Results");
  EXPECT_EQ(shown.at("fileName"), "r.xml");
  EXPECT_EQ(shown.at("user"), "admin");
  EXPECT_TRUE(shown.at("processedData").as_object().empty());
  EXPECT_EQ(ok(site.at(get, "/batch?status=queued")).at("items").as_array().size(), 1U);
  EXPECT_EQ(ok(site.at(get, "/testcycle/" + cycle + "/batch?status=Failed")).at("items").as_array().size(), 0U);
  EXPECT_EQ(site.at(get, "/batch?status=lost").status, Status::bad_request);
  refused(site.at(get, "/testcycle/" + cycle + "/batch/2"), Status::not_found, "Batch not found : 2");
  refused(site.at(get, "/testcycle/AT-CY-Adhoc/batch/1"), Status::not_found, "Batch not found : 1");
  EXPECT_EQ(ok(site.at(post, batch + "/cancel")).at("status"), "Cancelled");
  refused(site.at(post, batch + "/cancel"), Status::conflict,
          "Batch 1 is Cancelled; only a batch that is queued or in processing, and for which nobody waits, can be cancelled.");
  EXPECT_EQ(ok(site.at(post, batch + "/retry")).at("status"), "Queued");
}

TEST_F(ApiTest, ABatchIsRefusedAtOnceForItsOptionsOnly) {
  const std::string cycle = new_cycle();
  const auto send = [&](const std::string& fields, const std::string& content) {
    return import(cycle, fields + file(content) + end_of_form, "/batch?type=Junit");
  };
  EXPECT_EQ(send(field("createCase", "true") + field("defaultFolder", "99"), "x").status, Status::bad_request);
  ok(send("", "no report at all"));  // the file is read when the batch runs
  EXPECT_EQ(ok(site.at(get, "/batch")).at("items").as_array().size(), 1U);
}

TEST_F(ApiTest, FoldersAreMadeOnceAndListed) {
  const auto leaf = ok(site.at(put, "/testcase/folder/hierarchy", R"({"folderHierarchy":["A"," B "],"baseFolderId":null})"));
  EXPECT_EQ(ok(site.at(put, "/testcase/folder/hierarchy", R"({"folderHierarchy":["a","b"]})")).at("ID"), leaf.at("ID"));
  EXPECT_EQ(leaf.at("name"), "B");
  const auto tree = ok(site.at(get, "/testcase/folder"));
  EXPECT_EQ(tree.at(0).at("children").at(0).at("ID"), leaf.at("ID"));
  EXPECT_TRUE(ok(site.at(get, "/testset/folder")).as_array().empty());
  const std::string id = std::to_string(leaf.at("ID").as_int64());
  EXPECT_EQ(ok(site.at(post, "/testcase", R"({"title":"t","folder":")" + id + "\"}")).at("folder").at("ID"), leaf.at("ID"));
}

TEST_F(ApiTest, ACaseCanBeReadBackAsItWasWritten) {
  const auto made =
      ok(site.at(post, "/testcase",
                 R"({"title":"t","description":"<b>bold</b>","status":{"name":"Published"},"scriptType":{"name":"Classic"},"tags":["smoke"],
      "steps":[{"stepType":"TEXT","step":"do","testData":"d"}],"dataSets":[{"user":"bob"}],"estimatedEffort":"60"})"));
  const std::string key = made.at("key").as_string().c_str();
  const auto read = ok(site.at(get, "/testcase/" + key + "/detail?fetchDataSets=true&needDataInRTF=true"));
  EXPECT_EQ(read.at("description"), "<b>bold</b>");
  EXPECT_EQ(read.at("steps").at(0).at("data"), "d");
  EXPECT_EQ(read.at("tags").at(0).at("tag").at("name"), "smoke");
  EXPECT_EQ(read.at("dataSets").at(0).at("user"), "bob");
  EXPECT_EQ(read.at("estimatedEffort"), 60);
  const std::string id = std::to_string(made.at("ID").as_int64());
  EXPECT_EQ(ok(site.at(get, "/testcase/" + id + "/detail")).at("description"), "bold");
}

TEST_F(ApiTest, TagsMayBeNamedByTheirIds) {
  const auto first = ok(site.at(post, "/testcase", R"({"title":"t","tags":["smoke"]})"));
  const std::string id = std::to_string(first.at("tags").at(0).at("tag").at("ID").as_int64());
  const auto second = ok(site.at(post, "/testcase", R"({"title":"t","tags":[{"tag":{"ID":)" + id + "}}]}"));
  EXPECT_EQ(second.at("tags"), first.at("tags"));
  refused(site.at(post, "/testcase", R"({"title":"t","tags":[{"tag":{"ID":99}}]})"), Status::bad_request,
          "'tag' 99 is not valid for this project");
}

TEST_F(ApiTest, SaysWhatOfACaseIsNotStored) {
  const auto warning = [&](const std::string& body) {
    const Response response = site.at(post, "/testcase", body);
    ok(response);
    const auto found = std::ranges::find(response.fields, "Testledger-Warning", &HeaderField::name);
    return found == response.fields.end() ? std::string() : found->value;
  };
  EXPECT_EQ(warning(R"({"title":"t","customFields":[{"name":"x"}],"jiraReleaseIDs":[1],"key":"AT-TC-1"})"), "customFields.x");
  EXPECT_EQ(warning(R"({"title":"t","labels":["x"],"colour":"red"})"), "labels, colour");
}

TEST_F(ApiTest, SaysWhatOfACycleIsNotStored) {
  const auto warning = [&](const std::string& body) {
    const Response response = site.at(post, "/testcycle/detail", body);
    ok(response);
    return response.fields.empty() ? std::string() : response.fields[0].name + ": " + response.fields[0].value;
  };
  EXPECT_EQ(warning(R"({"title":"t","tags":[],"jiraReleaseIDs":null,"customFields":[],"ID":4})"), "");
  EXPECT_EQ(warning(R"({"title":"t","customFields":[{"name":"x"}]})"), "Testledger-Warning: customFields.x");
  EXPECT_EQ(warning(R"({"title":"t","jiraComponentIDs":[1],"jiraReleaseIDs":[2],"tags":["x"],"startDate":5,"colour":"red"})"),
            "Testledger-Warning: colour");
}

TEST_F(ApiTest, AUniqueAutomationKeyIsUniqueInItsProject) {
  const auto create = [&](const std::string& query) {
    return site.at(post, "/testcase" + query, R"({"title":"t","automationKey":"a.b"})");
  };
  ok(create("?uniqueAutoKey=true"));
  refused(create("?uniqueAutoKey=true"), Status::bad_request, "Automation key 'a.b' is already used by AT-TC-1");
  ok(create(""));
  ok(site.at(post, "/testcase?uniqueAutoKey=true", R"({"title":"t"})"));
}

TEST_F(ApiTest, AReferenceNamesACaseThatIsThere) {
  ok(site.at(post, "/testcase", R"({"title":"t"})"));
  const auto create = [&](const std::string& key) {
    return site.at(post, "/testcase",
                   R"({"title":"t","scriptType":"Classic","steps":[{"stepType":"REFERENCE","referencedCase":{"key":")" + key + "\"}}]}");
  };
  EXPECT_EQ(ok(create("at-tc-1")).at("steps").at(0).at("referencedCase").at("key"), "AT-TC-1");
  for (const std::string key : {"AT-TC-999", "XX-TC-1", "1", "AT-TC-x"})
    refused(create(key), Status::bad_request, "Case '" + key + "' not found");
}

TEST_F(ApiTest, FolderNamesAreLimitedInCharacters) {
  std::string name;
  for (int i = 0; i < 255; ++i) name += "\u00e9";
  const auto ensure = [&](const std::string& folder, const std::string& base) {
    return site.at(put, "/testcase/folder/hierarchy", R"({"folderHierarchy":[")" + folder + R"("],"baseFolderId":)" + base + "}");
  };
  EXPECT_EQ(ok(ensure(name, R"("")")).at("ID"), ok(ensure(name, "null")).at("ID")) << "an empty base is none";
  refused(ensure(name + "x", "null"), Status::bad_request, "The name of a folder is longer than 255 characters");
}

TEST_F(ApiTest, PagesEchoTheSizeUsed) {
  for (int i = 0; i < 3; ++i) new_cycle("c" + std::to_string(i));
  const auto sizes = [&](const std::string& query) { return ok(site.at(get, "/testcycle" + query)).at("maxResults").as_int64(); };
  EXPECT_EQ(sizes("?maxResults=1"), 1);
  for (const char* query : {"", "?maxResults=0", "?maxResults=101", "?maxResults=x", "?maxResults=-5"})
    EXPECT_EQ(sizes(query), 100) << query;
  EXPECT_EQ(ok(site.at(get, "/testcycle?maxResults=2&startAt=1")).at("items").as_array().size(), 2U);
}

TEST_F(ApiTest, CyclesAreFoundByTitleAtOnce) {
  const std::string key = new_cycle("Nightly build");
  const auto search = [&](const std::string& body) { return ok(site.at(post, "/testcycle/search", body)).at("items").as_array(); };
  EXPECT_EQ(search(R"({"title":{"value":" nightly BUILD ","comparisonType":"EXACT_MATCH"}})").at(0).at("key"), key.c_str());
  EXPECT_EQ(search(R"({"title":{"value":"build","comparisonType":"CONTAINS"}})").size(), 1U);
  EXPECT_TRUE(search(R"({"title":{"value":"build","comparisonType":"EXACT_MATCH"}})").empty());
  EXPECT_EQ(search(R"({"key":{"comparisonType":"IN","list":[")" + key + R"("]}})").at(0).at("key"), key.c_str());
  EXPECT_EQ(search(R"({"key":{"IN":[")" + key + R"("]}})").size(), 1U);
  refused(site.at(post, "/testcycle/search", R"({"priorityID":{"IN":["x"]}})"), Status::bad_request,
          "Cycles cannot be searched by 'priorityID'");
  EXPECT_EQ(ok(site.call(get, "/x/rest/aio-tcms-api/1.0/project/at/testcycle/" + std::string("at-cy-adhoc") + "/detail")).at("key"),
            "AT-CY-Adhoc");
}

TEST_F(ApiTest, JsonBodiesAreLimited) {
  EXPECT_EQ(site.at(post, "/testcycle/detail", "{\"title\":\"" + std::string(2'000'000, 'x') + "\"}").status, Status::content_too_large);
  EXPECT_EQ(site.at(post, "/testcycle/detail", R"({"title":"a","title":"b"})").status, Status::bad_request);
}

TEST_F(ApiTest, CountsWhatItDoes) {
  import(new_cycle(), file(two_tests) + field("createCase", "true") + end_of_form);
  const Request request{.method = get, .target = "/x"};
  site.api->served({request, text_response(Status::not_found, "x"), 0.1, 10, 1});
  const std::string metrics = site.call(get, "/metrics").body;
  for (const char* line :
       {"testledger_imports_total{format=\"junit\",status=\"completed\"} 1", "testledger_imported_results_total{outcome=\"recorded\"} 2",
        "testledger_http_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1", "testledger_http_received_bytes_total 10"})
    EXPECT_NE(metrics.find(line), std::string::npos) << line << "\n" << metrics;
}

}  // namespace
}  // namespace testledger
