#include "oidc/id_token.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "oidc/encoding.hpp"

namespace testledger {
namespace {

namespace json = boost::json;

constexpr std::size_t subject_max = 255;  // bytes

std::optional<Timestamp> time_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  boost::system::error_code problem;
  const double seconds = value->to_number<double>(problem);
  if (problem || !(seconds >= 0 && seconds < 1e11)) return std::nullopt;
  return Timestamp(std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000)));
}

Result<json::object> object_in(std::string_view base64url) {
  const auto plain = from_base64url(base64url);
  auto object = plain ? json_object_in(*plain) : std::nullopt;
  if (!object) return not_believed("no JSON object in base64url");
  return *std::move(object);
}

struct Parts {
  std::string_view header;
  std::string_view claims;
  std::string_view signature;
  std::string_view is_signed;  ///< header and claims
};

Result<Parts> split(std::string_view token) {
  const auto first = token.find('.');
  const auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (token.size() > id_token_max || second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos)
    return not_believed("not three parts");
  return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1), token.substr(0, second)};
}

/// The kind of key decides how it is checked, never the token alone.
Result<void> check_signature(const Parts& parts, const std::vector<SigningKey>& keys) {
  const json::object header = TRY(object_in(parts.header));
  const std::string algorithm = text_in(header, "alg");
  if (header.contains("crit")) return not_believed("an extension that must be understood");
  const std::string id = text_in(header, "kid");
  if (algorithm != "RS256" && algorithm != "ES256") return not_believed("algorithm " + algorithm);
  const auto kind = algorithm == "ES256" ? SigningKey::Kind::es256 : SigningKey::Kind::rs256;
  const auto signature = from_base64url(parts.signature);
  const auto has_signed = [&](const SigningKey& key) {
    return key.kind == kind && (id.empty() || key.id.empty() || key.id == id) && signature && key.has_signed(parts.is_signed, *signature);
  };
  return std::ranges::any_of(keys, has_signed) ? Result<void>() : not_believed("no key has signed it");
}

bool is_for(const json::object& claims, const std::string& client_id) {
  const json::value* audience = claims.if_contains("aud");
  if (audience == nullptr) return false;
  if (audience->is_string()) return std::string_view(audience->get_string()) == client_id;
  // Of several audiences the one that asked must be named.
  if (!audience->is_array() || (audience->get_array().size() > 1 && text_in(claims, "azp") != client_id)) return false;
  return std::ranges::any_of(audience->get_array(),
                             [&](const json::value& each) { return each.is_string() && std::string_view(each.get_string()) == client_id; });
}

Result<void> check_claims(const json::object& claims, const TokenExpectation& expected) {
  const auto expires = time_in(claims, "exp");
  const auto made = time_in(claims, "iat");
  if (text_in(claims, "iss") != expected.issuer) return not_believed("another issuer");
  if (!is_for(claims, expected.client_id)) return not_believed("another audience");
  if (const std::string azp = text_in(claims, "azp"); !azp.empty() && azp != expected.client_id) return not_believed("another party");
  if (expected.nonce.empty() || text_in(claims, "nonce") != expected.nonce) return not_believed("another nonce");
  if (!expires || *expires + clock_difference_max <= expected.now) return not_believed("expired");
  if (!made || *made > expected.now + clock_difference_max) return not_believed("made in the future");
  if (const std::string subject = text_in(claims, "sub"); subject.empty() || subject.size() > subject_max)
    return not_believed("no subject");
  return {};
}

}  // namespace

Error not_believed(std::string reason) {
  return {ErrorCode::unauthenticated, "Logging in at the provider failed. Begin again.", {}, std::move(reason)};
}

Result<ForeignPerson> read_id_token(std::string_view token, const std::vector<SigningKey>& keys, const TokenExpectation& expected) {
  const Parts parts = TRY(split(token));
  TRY(check_signature(parts, keys));
  const json::object claims = TRY(object_in(parts.claims));
  TRY(check_claims(claims, expected));
  ForeignPerson person{.subject = text_in(claims, "sub"), .name = {}};
  for (const std::string_view name : {"preferred_username", "name", "email", "sub"})
    if (person.name.empty()) person.name = text_in(claims, name);
  return person;
}

}  // namespace testledger
