#include "oidc/encoding.hpp"

#include <sodium.h>

#include <array>
#include <boost/json.hpp>
#include <cstdlib>

namespace testledger {
namespace {

constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

std::string to_base64url(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), variant);
  text.pop_back();  // the end of a C string
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string plain(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(plain.data()), plain.size(), text.data(), text.size(), nullptr, &size, nullptr,
                        variant) != 0)
    return std::nullopt;
  plain.resize(size);
  return plain;
}

std::string random_text() {
  static const int ready = sodium_init();
  if (ready < 0) std::abort();  // an operating system without randomness is no place to go on
  std::string bytes(32, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return to_base64url(bytes);
}

std::string challenge_of(std::string_view verifier) {
  std::array<char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()), bytes_of(verifier), verifier.size());
  return to_base64url({hash.data(), hash.size()});
}

std::optional<boost::json::object> json_object_in(std::string_view text) {
  boost::system::error_code problem;
  boost::json::value value = boost::json::parse({text.data(), text.size()}, problem);
  if (problem || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

std::string text_in(const boost::json::object& object, std::string_view name) {
  const boost::json::value* value = object.if_contains({name.data(), name.size()});
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace testledger
