#pragma once

#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>
#include <string>

#include "oidc/encoding.hpp"

// A provider's side for tests: keys made by OpenSSL, and what they sign.

namespace testledger::testing {

struct KeyFreed {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using PrivateKey = std::unique_ptr<EVP_PKEY, KeyFreed>;

inline PrivateKey new_rsa_key(unsigned bits = 2048) { return PrivateKey(EVP_RSA_gen(bits)); }
inline PrivateKey new_p256_key() { return PrivateKey(EVP_EC_gen("P-256")); }

/// A number of the public key, in base64url.
inline std::string number_of(const PrivateKey& key, const char* name) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key.get(), name, &number);
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number)), '\0');
  if (std::string_view(name).starts_with("q")) bytes.resize(32);  // coordinates are as long as the field
  BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  BN_free(number);
  return to_base64url(bytes);
}

inline std::string jwk_of(const PrivateKey& key, const std::string& id, const std::string& more = {}) {
  if (EVP_PKEY_is_a(key.get(), "RSA") == 1)
    return fmt::format(R"({{"kty":"RSA","kid":"{}","n":"{}","e":"{}"{}}})", id, number_of(key, OSSL_PKEY_PARAM_RSA_N),
                       number_of(key, OSSL_PKEY_PARAM_RSA_E), more);
  return fmt::format(R"({{"kty":"EC","crv":"P-256","kid":"{}","x":"{}","y":"{}"{}}})", id, number_of(key, OSSL_PKEY_PARAM_EC_PUB_X),
                     number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y), more);
}

/// r and s side by side, as tokens have them, of a signature in DER.
inline std::string side_by_side(const std::string& der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  ECDSA_SIG* both = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
  std::string bytes(64, '\0');
  auto* out = reinterpret_cast<unsigned char*>(bytes.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(both), out, 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(both), out + 32, 32);
  ECDSA_SIG_free(both);
  return bytes;
}

/// The signature of RS256 or ES256, as the kind of key has it.
inline std::string signature_of(const PrivateKey& key, const std::string& text) {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  std::size_t size = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key.get());
  EVP_DigestSign(context, nullptr, &size, bytes, text.size());
  std::string signature(size, '\0');
  EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size, bytes, text.size());
  signature.resize(size);
  EVP_MD_CTX_free(context);
  return EVP_PKEY_is_a(key.get(), "RSA") == 1 ? signature : side_by_side(signature);
}

inline std::string unsigned_token(const std::string& header, const std::string& claims) {
  return to_base64url(header) + "." + to_base64url(claims);
}
inline std::string token(const PrivateKey& key, const std::string& header, const std::string& claims) {
  const std::string text = unsigned_token(header, claims);
  return text + "." + to_base64url(signature_of(key, text));
}

}  // namespace testledger::testing
