#include "formats/newman/newman_request.hpp"

#include "formats/text/kept_text.hpp"

namespace testledger {
namespace {

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) text.append(i == 0 ? "" : separator).append(parts[i]);
  return text;
}

struct Notation {
  std::string_view label;
  std::string_view between_key_and_value;
  std::string_view between_parameters;
};

void append_line(std::string& text, const std::vector<NewmanParameter>& parameters, const Notation& notation) {
  std::string line;
  for (const NewmanParameter& parameter : parameters) {
    if (parameter.disabled) continue;
    line.append(line.empty() ? "" : notation.between_parameters);
    line.append(parameter.key).append(notation.between_key_and_value).append(parameter.value);
  }
  if (!line.empty()) text.append(text.empty() ? "" : "\n").append(notation.label).append(line);
}

std::string_view query_of(std::string_view url) {
  const std::size_t mark = url.find('?');
  return mark == std::string_view::npos ? std::string_view{} : url.substr(mark + 1);
}

}  // namespace

std::string request_line(const NewmanRequest& request) {
  std::string line = request.method.empty() ? "GET" : request.method;
  line += ' ';
  if (request.host.empty() && request.path.empty()) return kept(line.append(request.raw_url.substr(0, request.raw_url.find('?'))));
  if (!request.protocol.empty()) line.append(request.protocol).append("://");
  line += joined(request.host, ".");
  if (!request.port.empty()) line.append(":").append(request.port);
  if (!request.path.empty()) line.append("/").append(joined(request.path, "/"));
  return kept(line);
}

std::string request_data(const NewmanRequest& request) {
  std::string text;
  append_line(text, request.query, {"Query: ", "=", "&"});
  if (text.empty() && request.host.empty())
    if (const std::string_view query = query_of(request.raw_url); !query.empty()) text.append("Query: ").append(query);
  append_line(text, request.form, {"FormData: ", "=", "&"});
  append_line(text, request.url_encoded, {"URLEncoded: ", " = ", ", "});
  if (!request.body.empty()) text.append(text.empty() ? "" : "\n").append(request.body);
  return kept(text, limits::step_text_max);
}

}  // namespace testledger
