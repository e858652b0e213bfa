#include "simulation/site.hpp"

#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "accounts/accounts.hpp"
#include "simulation/memory_blobs.hpp"
#include "storage/sqlite/sqlite_store.hpp"

namespace testledger::simulation {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr const char* database_name = "testledger.db";
constexpr int steps_between_looks = 200;
constexpr BatchWorkers::Options worker_options{.workers = 2, .heartbeat = 10s, .poll = 10s, .small_report_max = 1 << 10};

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message + " " + result.error().detail);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// The server that opens connections now: what SQLite calls for each new one has no other way to know.
Server* opening = nullptr;

}  // namespace

fs::path scratch_directory() {
  const fs::path memory = "/dev/shm";
  return (fs::is_directory(memory) ? memory : fs::temp_directory_path()) / ("testledger-simulation-" + std::to_string(getpid()));
}

const Template& Template::get() {
  static const Template made = [] {
    Template each{.directory = scratch_directory() / "template", .token = {}};
    auto store = must(open_sqlite_store({.directory = each.directory, .readers = 1}));
    const Project project = must(store->create_project("AT", "Acme"));
    for (const char* title : {"one", "two"}) must(store->create_cycle(project.id, {.title = title}));
    const UserId user = must(store->create_user("admin", true)).id;
    each.token = must(create_token({user, "simulation", token_life_max}, *store, Timestamp(1'700'000'000'000ms))).secret;
    return each;
  }();
  return made;
}

Server::Server(Machine& machine, const fs::path& data, BlobStore& blobs) : data_(data) {
  open_store();
  machine.set_group(first_workers);
  first_ = std::make_unique<BatchWorkers>(*store_, blobs, worker_options);
  machine.set_group(second_workers);
  second_ = std::make_unique<BatchWorkers>(*store_, blobs, worker_options);
  machine.set_group(0);
  const auto wake = [this] {
    first_->wake();
    second_->wake();
  };
  api_ = std::make_unique<Api>(Services{.store = *store_, .blobs = blobs, .batch_queued = wake}, HttpLimits{});
}

Server::~Server() {
  first_.reset();
  second_.reset();
  api_.reset();
  store_.reset();
}

void Server::open_store() {
  opening = this;
  const auto on_open = [](sqlite3* db, char**, const sqlite3_api_routines*) {
    opening->watch(db);
    return SQLITE_OK;
  };
  using Entry = int (*)(sqlite3*, char**, const sqlite3_api_routines*);
  const auto entry = reinterpret_cast<void (*)()>(static_cast<Entry>(on_open));
  sqlite3_auto_extension(entry);
  auto opened = open_sqlite_store({.directory = data_, .readers = 1, .import_turn_max = {}});
  sqlite3_cancel_auto_extension(entry);
  store_ = must(std::move(opened));
}

void Server::watch(sqlite3* db) {
  sqlite3_commit_hook(db, on_commit, this);
  sqlite3_progress_handler(db, steps_between_looks, on_look, this);
}

int Server::on_commit(void* server) {
  auto& of = *static_cast<Server*>(server);
  if (of.dying_ || std::exchange(of.fail_next_, false)) return 1;
  ++of.commits_;
  return 0;
}

int Server::on_look(void* server) {
  int& left = static_cast<Server*>(server)->looks_left_;
  if (left < 0) return 0;
  return left-- == 0 ? 1 : 0;
}

Server::Answer Server::call(Method method, const std::string& target, const std::string& body, const std::vector<HeaderField>& fields) {
  Request request{.method = method, .target = target, .fields = fields, .remote = "127.0.0.1", .id = "s"};
  request.fields.push_back({"authorization", "Bearer " + Template::get().token});
  Opened opened = api_->open(request);
  const auto told = [](const Response& response) { return Answer{static_cast<int>(response.status), response.body}; };
  if (const auto* response = std::get_if<Response>(&opened)) return told(*response);
  BodyReceiver& receiver = *std::get<std::unique_ptr<BodyReceiver>>(opened);
  if (const auto written = receiver.write(body); !written) return told(error_response(written.error()));
  return told(receiver.finish());
}

Site::Site(Machine& machine) : machine_(machine), home_(scratch_directory() / "seed"), blobs_(open_memory_blobs()) {
  fs::remove_all(home_);
  fs::create_directories(home_);
  data_ = next_directory();
  fs::copy_file(Template::get().directory / database_name, data_ / database_name);
}

Site::~Site() {
  std::error_code ignored;
  fs::remove_all(home_, ignored);
}

fs::path Site::next_directory() {
  const fs::path made = home_ / std::to_string(directories_++);
  fs::create_directories(made);
  return made;
}

void Site::start() {
  server_ = std::make_shared<Server>(machine_, data_, *blobs_);
  committing_ = server_.get();
  database_ = data_ / database_name;
}

void Site::kill() {
  const fs::path next = next_directory();
  for (const auto& entry : fs::directory_iterator(data_))
    if (entry.is_regular_file() && entry.path().extension() != ".db-shm") fs::copy_file(entry.path(), next / entry.path().filename());
  auto dead = std::exchange(server_, nullptr);
  dead->fail_commits();
  committing_ = nullptr;
  data_ = next;
  end(std::move(dead));
}

void Site::stop() { end(std::exchange(server_, nullptr)); }

/// Once nobody calls it any more.
void Site::end(std::shared_ptr<Server> server) {
  machine_.wait_for([&] { return server.use_count() == 1; });
  server.reset();
  if (!server_) committing_ = nullptr;
}

}  // namespace testledger::simulation
