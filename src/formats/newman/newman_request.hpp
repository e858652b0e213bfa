#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace testledger {

/// A parameter of a query, a form or a URL-encoded body.
struct NewmanParameter {
  std::string key;
  std::string value;
  bool disabled = false;
};

/// A request of a collection as its keys tell it. Headers, and with them secrets, are never read.
struct NewmanRequest {
  std::string method;
  std::string raw_url;  ///< the URL where it is written as one text; its parts count more
  std::string protocol;
  std::vector<std::string> host;
  std::string port;
  std::vector<std::string> path;
  std::vector<NewmanParameter> query;
  std::vector<NewmanParameter> form;
  std::vector<NewmanParameter> url_encoded;
  std::string body;

  bool empty() const { return method.empty() && raw_url.empty() && host.empty() && path.empty(); }
};

/// "GET {{server}}/items", without the query.
std::string request_line(const NewmanRequest& request);

/// What the request carries, one kind a line: "Query: a=1&b=2", "FormData: a=1", "URLEncoded: a = 1", then the body.
std::string request_data(const NewmanRequest& request);

}  // namespace testledger
