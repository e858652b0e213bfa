#include "oidc/signing_keys.hpp"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <boost/json.hpp>

#include "oidc/encoding.hpp"

namespace testledger {
namespace {

constexpr int rsa_bits_min = 2048;
constexpr std::size_t es256_half = 32;  // bytes of r, and of s

struct OpensslFreed {
  void operator()(BIGNUM* number) const { BN_free(number); }
  void operator()(OSSL_PARAM_BLD* builder) const { OSSL_PARAM_BLD_free(builder); }
  void operator()(OSSL_PARAM* parameters) const { OSSL_PARAM_free(parameters); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
};
template <class T>
using Owned = std::unique_ptr<T, OpensslFreed>;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Owned<BIGNUM> number(std::string_view big_endian) {
  return Owned<BIGNUM>(BN_bin2bn(bytes(big_endian), static_cast<int>(big_endian.size()), nullptr));
}

std::shared_ptr<EVP_PKEY> key_of(const char* type, OSSL_PARAM_BLD* builder) {
  const Owned<OSSL_PARAM> parameters(OSSL_PARAM_BLD_to_param(builder));
  const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
    return nullptr;
  return {key, SigningKey::Freed()};
}

std::shared_ptr<EVP_PKEY> rsa_key(std::string_view modulus, std::string_view exponent) {
  const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
  const auto n = number(modulus);
  const auto e = number(exponent);
  if (!builder || !n || !e || OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
    return nullptr;
  auto key = key_of("RSA", builder.get());
  return key && EVP_PKEY_get_bits(key.get()) >= rsa_bits_min ? key : nullptr;
}

std::shared_ptr<EVP_PKEY> p256_key(const std::string& x, const std::string& y) {
  const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
  const std::string point = '\4' + x + y;  // uncompressed
  if (x.size() != es256_half || y.size() != es256_half || !builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1)
    return nullptr;
  return key_of("EC", builder.get());
}

std::optional<SigningKey> read_key(const boost::json::object& json) {
  const auto part = [&](std::string_view name) { return from_base64url(text_in(json, name)).value_or(std::string()); };
  const std::string use = text_in(json, "use");
  const std::string algorithm = text_in(json, "alg");
  if (!use.empty() && use != "sig") return std::nullopt;
  SigningKey key{.id = text_in(json, "kid")};
  if (text_in(json, "kty") == "RSA" && (algorithm.empty() || algorithm == "RS256")) key.key = rsa_key(part("n"), part("e"));
  if (text_in(json, "kty") == "EC" && text_in(json, "crv") == "P-256" && (algorithm.empty() || algorithm == "ES256")) {
    key.kind = SigningKey::Kind::es256;
    key.key = p256_key(part("x"), part("y"));
  }
  if (!key.key) return std::nullopt;
  return key;
}

/// ES256 signs with two numbers side by side; the library wants them in DER.
std::string der_of(std::string_view signature) {
  if (signature.size() != 2 * es256_half) return {};
  const Owned<ECDSA_SIG> both(ECDSA_SIG_new());
  auto r = number(signature.substr(0, es256_half));
  auto s = number(signature.substr(es256_half));
  if (!both || !r || !s || ECDSA_SIG_set0(both.get(), r.get(), s.get()) != 1) return {};
  (void)r.release();
  (void)s.release();
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(both.get(), &der);
  if (size <= 0) return {};
  std::string written(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return written;
}

}  // namespace

bool SigningKey::has_signed(std::string_view text, std::string_view signature) const {
  const std::string encoded = kind == Kind::es256 ? der_of(signature) : std::string(signature);
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  return context && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes(encoded), encoded.size(), bytes(text), text.size()) == 1;
}

Result<std::vector<SigningKey>> read_signing_keys(std::string_view json_web_key_set) {
  const auto set = json_object_in(json_web_key_set);
  const auto* list = set ? set->if_contains("keys") : nullptr;
  if (list == nullptr || !list->is_array() || list->get_array().size() > signing_keys_max)
    return Error{
        ErrorCode::unavailable, "The provider of logins does not answer as it should. Try again in a moment.", {}, "no set of keys"};
  std::vector<SigningKey> keys;
  for (const auto& each : list->get_array())
    if (each.is_object())
      if (auto key = read_key(each.get_object())) keys.push_back(*std::move(key));
  return keys;
}

}  // namespace testledger
