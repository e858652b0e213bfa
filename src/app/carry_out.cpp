#include "app/carry_out.hpp"

#include "app/admin_socket.hpp"
#include "app/administration.hpp"

namespace testledger {

Result<boost::json::object> carry_out(const std::string& data, const boost::json::object& wish) {
  if (auto answer = ask_server(data, wish)) return std::move(*answer);
  DataDirectory directory = TRY(open_data_directory(data, DataDirectoryUse::existing));
  return administer(wish, directory, false);
}

}  // namespace testledger
