// What people do with a cycle.
#include <fmt/format.h>

#include "core/characters.hpp"
#include "core/log.hpp"
#include "http/endpoints/handlers.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_cycle.hpp"
#include "http/json/json_shapes.hpp"
#include "http/json/json_unstored.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

using ReadCycle = Result<CycleDraft> (*)(const json::object&, const TestCycle&, const CycleReading&);

Response changed_response(const Call& call, const Configuration& configuration, const TestCycle& cycle, const json::object& wish) {
  return naming_unstored(json_response_of(cycle_json(call.project, configuration, cycle, call.rights())),
                         unstored_cycle_members(wish, configuration.custom_fields));
}

/// Reads again what is to be written with the cycle as it is when it is written.
Result<Response> change(const Call& call, const json::value& body, ReadCycle read) {
  const TestCycle found = TRY(cycle_of(call));
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const json::object& wish = *TRY(as_object(body));
  const TagNames tags = TRY(tag_names(call, wish));
  const auto write = [&](const TestCycle& before) { return read(wish, before, {*configuration, tags}); };
  TRY(check_folder(call, FolderKind::test_cycle, TRY(write(found)).folder));
  const TestCycle after = TRY(call.services.store.change_cycle(call.project.id, found.id, write));
  return changed_response(call, *configuration, after, wish);
}

/// Removing takes as long as there are runs: its answer comes from the workers of imports. A body, if there is any, does not matter.
class Removal final : public BodyReceiver {
 public:
  Removal(std::unique_ptr<Call> call, TestCycle cycle) : call_(std::move(call)), cycle_(std::move(cycle)) {}

  Result<void> write(std::string_view) override { return {}; }
  WorkedBy worked_by() const override { return WorkedBy::imports; }
  Response finish() override {
    auto answer = remove();
    return answer ? *std::move(answer) : error_response(answer.error());
  }

 private:
  Result<Response> remove() {
    const auto configuration = TRY(call_->services.store.configuration(call_->project.id));
    AuditEntry audit = call_->audit("cycle.delete", "cycle " + cycle_key(call_->project.key, cycle_.number));
    audit.before = cycle_.fields.title;
    TRY(call_->services.store.remove_cycle(call_->project.id, cycle_.id, audit));
    log::write(log::Level::info, "a cycle was removed",
               {{"project", call_->project.id.value}, {"cycle", cycle_.id.value}, {"user", call_->principal.name}});
    return json_response_of(cycle_json(call_->project, *configuration, cycle_, call_->rights()));
  }

  std::unique_ptr<Call> call_;
  TestCycle cycle_;
};

/// The copy's title, cut so that it fits.
std::string title_of_copy(std::string_view title) {
  constexpr std::string_view mark = " (copy)";
  std::string shortened(title);
  while (character_count(shortened) + mark.size() > title_length_max) {
    while (!shortened.empty() && (static_cast<unsigned char>(shortened.back()) & 0xc0) == 0x80) shortened.pop_back();
    shortened.pop_back();
  }
  return shortened.append(mark);
}

}  // namespace

Result<Response> replace_cycle(const Call& call, const json::value& body) { return change(call, body, &read_cycle_replacement); }
Result<Response> change_cycle(const Call& call, const json::value& body) { return change(call, body, &read_cycle_change); }

Result<Response> clone_cycle(const Call& call, const json::value& body) {
  TestCycle like = TRY(cycle_of(call));
  const CycleId of = like.id;
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const json::object& wish = *TRY(as_object(body));
  const TagNames tags = TRY(tag_names(call, wish));
  like.fields.closed = false;
  like.fields.title = title_of_copy(like.fields.title);
  const CycleDraft draft = TRY(read_cycle_change(wish, like, {*configuration, tags}));
  TRY(check_folder(call, FolderKind::test_cycle, draft.folder));
  const TestCycle made = TRY(call.services.store.clone_cycle(call.project.id, of, draft));
  return changed_response(call, *configuration, made, wish);
}

Result<std::unique_ptr<BodyReceiver>> remove_cycle(std::unique_ptr<Call> call) {
  TestCycle cycle = TRY(cycle_of(*call));
  return std::unique_ptr<BodyReceiver>(std::make_unique<Removal>(std::move(call), std::move(cycle)));
}

}  // namespace testledger
