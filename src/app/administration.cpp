#include "app/administration.hpp"

#include <boost/json.hpp>

#include "app/account_wishes.hpp"
#include "app/upkeep_wishes.hpp"
#include "app/wish_members.hpp"
#include "domain/new_project.hpp"

namespace testledger {
namespace {

using boost::json::object;

Result<object> create_project(const object& wish, Store& store) {
  const NewProject wanted = TRY(new_project(wish_text(wish, "key"), wish_text(wish, "name")));
  const Project made = TRY(store.create_project(wanted.key, wanted.name));
  return object{{"key", made.key}, {"name", made.name}};
}

Result<object> list_projects(Store& store) {
  boost::json::array list;
  for (const Project& project : TRY(store.projects())) list.push_back(object{{"key", project.key}, {"name", project.name}});
  return object{{"projects", std::move(list)}};
}

}  // namespace

Result<object> administer(const object& wish, DataDirectory& data, const std::atomic<bool>& given_up) {
  const std::string verb = wish_text(wish, "verb");
  Store& store = *data.store;
  if (verb == "project create") return create_project(wish, store);
  if (verb == "project list") return list_projects(store);
  if (auto carried = carry_out_account_wish(wish, store, given_up)) return *std::move(carried);
  if (verb == "backup") return carry_out_backup(wish, data, given_up);
  if (verb == "verify") return carry_out_verify(wish, data, given_up);
  return Error{ErrorCode::invalid_argument, "the server does not know '" + verb + "'; it may be of another version than this command"};
}

}  // namespace testledger
