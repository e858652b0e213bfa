#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "simulation/site.hpp"

namespace testledger::simulation {

/// A report to be imported. Each result says of itself, in the seconds it took, which report it is of and which case's.
struct Report {
  int number = 0;
  int cycle = 1;
  std::vector<int> cases;
  bool direct = false;  ///< its sender waits
  bool large = false;   ///< imported in parts
  bool overwrite = false;
  bool broken = false;
  int shard_attempt = 0;  ///< 0: no shard
  std::string shard_key;

  std::optional<std::int64_t> accepted = {};  ///< the batch that was answered

  std::string name() const { return "r" + std::to_string(number) + ".xml"; }
  double seconds(int of_case) const { return number * 1000 + of_case + 0.5; }
  std::string form() const;
};

/// What the senders were told, and what they asked for.
struct Record {
  std::vector<std::unique_ptr<Report>> reports;
  std::map<std::int64_t, int> retried;    ///< batch -> how often somebody asked for it
  std::map<std::int64_t, int> retrying;   ///< batch -> how many of them are not answered yet
  std::map<std::int64_t, int> cancelled;  ///< that the server has said yes to -> how often it had been retried then
  std::set<std::int64_t> asked_to_cancel;
  std::set<std::int64_t> undone;                  ///< that the server has said yes to
  std::vector<std::string> breaches;              ///< seen while all went on
  std::map<std::string, std::uint64_t> happened;  ///< how often; tells that the seeds meet what they are there for
};

/// Sends reports and changes its mind; whatever gets no answer it asks for again.
class Client {
 public:
  Client(Machine& machine, Site& site, Record& record) : machine_(machine), site_(site), record_(record) {}
  void live();

 private:
  struct Asked {
    Server::Answer answer;
    bool is_lost = false;  ///< the server died before it answered
  };
  Asked ask(const std::string& path, const std::string& body, const std::vector<HeaderField>& fields);
  void act();
  void send_new();
  Report& new_report();
  void send(Report& report);
  void cancel(const Report& report);
  void undo(const Report& report);
  void retry(const Report& report);
  const Report* some_accepted();

  Machine& machine_;
  Site& site_;
  Record& record_;
};

/// Kills, stops, pauses, lets clocks jump and the disk fail, for a while.
void do_harm(Machine& machine, Site& site, Record& record);

}  // namespace testledger::simulation
