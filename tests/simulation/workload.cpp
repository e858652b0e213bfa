#include "simulation/workload.hpp"

#include <fmt/format.h>

#include <charconv>

#include "core/log.hpp"

namespace testledger::simulation {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr int cases_max = 24;
constexpr std::size_t large_size = 1 << 10;
constexpr std::string_view type = "multipart/form-data; boundary=b";

std::string field(std::string_view name, std::string_view value) {
  return fmt::format("--b\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", name, value);
}

std::optional<std::int64_t> number_after(std::string_view text, std::string_view name) {
  const auto at = text.find(name);
  if (at == std::string_view::npos) return std::nullopt;
  std::int64_t number = 0;
  const char* from = text.data() + at + name.size();
  return std::from_chars(from, text.data() + text.size(), number).ec == std::errc() ? std::optional(number) : std::nullopt;
}

std::string path_of(const Report& report, std::string_view action) {
  return fmt::format("/testcycle/AT-CY-{}/batch/{}/{}", report.cycle, *report.accepted, action);
}

const char* harm(Machine& machine, Site& site) {
  const auto dice = machine.random(100);
  if (dice < 30) {
    site.kill();
    machine.sleep(milliseconds(machine.random(2000)));
    site.start();
    return "kills";
  }
  if (dice < 35) {
    site.stop();
    site.start();
    return "stops";
  }
  if (dice < 60) {
    machine.pause(machine.chance(50) ? first_workers : second_workers, milliseconds(20'000 + machine.random(60'000)));
    return "pauses";
  }
  if (dice < 70) {
    machine.jump(milliseconds(machine.random(600'000)) - 300s);
    return "jumps";
  }
  if (dice < 85) {
    site.server()->fail_commit();
    return "failed commits";
  }
  site.server()->fail_statement(static_cast<int>(machine.random(40)));
  return "failed statements";
}

}  // namespace

std::string Report::form() const {
  std::string xml = "<testsuites><testsuite name=\"s\">";
  for (const int each : cases)
    xml += fmt::format("<testcase classname=\"a\" name=\"c{}\" time=\"{}\">{}</testcase>", each, seconds(each),
                       (number + each) % 3 == 0 ? "<failure/>" : "");
  xml += broken ? "</testsuite>" : "</testsuite></testsuites>";
  if (large) xml.append(large_size, ' ');
  std::string form = field("createCase", "true") + field("createNewRun", overwrite ? "false" : "true");
  if (shard_attempt > 0) form += field("runKey", shard_key) + field("shard", "1/1") + field("attempt", std::to_string(shard_attempt));
  form += fmt::format("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\r\n{}\r\n--b--\r\n", name(), xml);
  return form;
}

void Client::live() {
  const auto acts = 4 + machine_.random(4);
  for (std::uint64_t i = 0; i < acts; ++i) {
    act();
    machine_.sleep(milliseconds(machine_.chance(15) ? machine_.random(60'000) : machine_.random(100)));
  }
}

void Client::act() {
  const auto dice = machine_.random(100);
  if (dice < 55 || record_.reports.empty()) return send_new();
  if (dice < 63) return send(*record_.reports[machine_.random(record_.reports.size())]);  // again, perhaps beside the first time
  const Report* report = some_accepted();
  if (report == nullptr) return;
  if (dice < 77) return cancel(*report);
  if (dice < 87) return undo(*report);
  if (dice < 94) return retry(*report);
  (void)ask(path_of(*report, "reprocess"), {}, {});
}

/// Sometimes the sender sees at once that it was wrong.
void Client::send_new() {
  Report& report = new_report();
  send(report);
  if (!report.direct && report.accepted && machine_.chance(25)) cancel(report);
}

Report& Client::new_report() {
  auto& made = *record_.reports.emplace_back(std::make_unique<Report>());
  made.number = static_cast<int>(record_.reports.size());
  made.cycle = machine_.chance(60) ? 1 : 2;
  made.direct = machine_.chance(30);
  made.large = machine_.chance(55);
  made.overwrite = made.cycle == 2 && machine_.chance(50);  // so that one cycle has an order that is known
  made.broken = machine_.chance(6);
  const int first = static_cast<int>(machine_.random(cases_max));
  const int count = static_cast<int>(made.large ? 5 + machine_.random(12) : 1 + machine_.random(5));
  for (int i = 0; i < count; ++i) made.cases.push_back((first + i) % cases_max);
  if (machine_.chance(25)) {
    made.shard_key = "pipeline " + std::to_string(machine_.random(2));
    made.shard_attempt = 1 + static_cast<int>(machine_.random(3));
  }
  return made;
}

Client::Asked Client::ask(const std::string& path, const std::string& body, const std::vector<HeaderField>& fields) {
  machine_.wait_for([this] { return site_.server() != nullptr; });
  const auto server = site_.server();
  Asked asked{.answer = server->call(Method::post, "/aio-tcms/api/v1/project/AT" + path, body, fields)};
  asked.is_lost = server->is_dying();
  log::write(log::Level::info, asked.is_lost ? "asked, and the server died" : "asked",
             {{"path", path}, {"status", static_cast<std::int64_t>(asked.answer.status)}});
  if (asked.answer.status == 404) record_.breaches.push_back(path + " is not there: " + asked.answer.body);
  machine_.note(static_cast<std::uint64_t>(asked.answer.status));
  return asked;
}

void Client::send(Report& report) {
  const std::string path = fmt::format("/testcycle/AT-CY-{}/import/results{}?type=JUnit", report.cycle, report.direct ? "" : "/batch");
  const std::string body = report.form();
  for (;;) {
    const auto [answer, is_lost] = ask(path, body, {{"content-type", std::string(type)}, {"idempotency-key", report.name()}});
    const bool is_final =
        answer.status < 500 && answer.status != 429 && (answer.status != 409 || answer.body.find("in work") == std::string::npos);
    if (!is_lost && is_final) {
      const auto batch = number_after(answer.body, "\"batchId\":");
      if (answer.status == 200 && !batch) record_.breaches.push_back(report.name() + " is answered without a batch: " + answer.body);
      if (batch && report.accepted && *batch != *report.accepted)
        record_.breaches.push_back(fmt::format("{} was answered batch {} and then {}", report.name(), *report.accepted, *batch));
      if (batch) report.accepted = batch;
      if (!batch && answer.status == 200) return;
      if (answer.status != 200 && report.shard_attempt == 0)
        record_.breaches.push_back(fmt::format("{} is refused: {} {}", report.name(), answer.status, answer.body));
      return;
    }
    machine_.sleep(milliseconds(1 + machine_.random(3000)));
  }
}

/// The newest more often: it is the one at work.
const Report* Client::some_accepted() {
  std::vector<const Report*> known;
  for (const auto& report : record_.reports)
    if (report->accepted) known.push_back(report.get());
  if (known.empty()) return nullptr;
  return machine_.chance(50) ? known.back() : known[machine_.random(known.size())];
}

void Client::cancel(const Report& report) {
  const std::int64_t batch = *report.accepted;
  record_.asked_to_cancel.insert(batch);
  const int retried = record_.retried[batch];
  const bool is_alone = record_.retrying[batch] == 0;  // else nobody can say which comes first
  const auto [answer, is_lost] = ask(path_of(report, "cancel"), {}, {});
  if (!is_lost && answer.status == 200 && is_alone && record_.retried[batch] == retried) record_.cancelled[batch] = retried;
}

void Client::undo(const Report& report) {
  const auto [answer, is_lost] = ask(path_of(report, "undo"), {}, {});
  if (!is_lost && answer.status == 200) record_.undone.insert(*report.accepted);
}

void Client::retry(const Report& report) {
  ++record_.retried[*report.accepted];
  ++record_.retrying[*report.accepted];
  (void)ask(path_of(report, "retry"), {}, {});
  --record_.retrying[*report.accepted];
}

void do_harm(Machine& machine, Site& site, Record& record) {
  const auto events = machine.random(7);
  for (std::uint64_t i = 0; i < events; ++i) {
    machine.sleep(milliseconds(machine.chance(70) ? machine.random(60) : machine.random(50'000)));
    ++record.happened[harm(machine, site)];
  }
}

}  // namespace testledger::simulation
