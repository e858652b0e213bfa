#pragma once

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace testledger {

/// A public key with which a provider's signatures are checked.
struct SigningKey {
  enum class Kind { rs256, es256 };
  struct Freed {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  };
  std::string id;
  Kind kind = Kind::rs256;
  std::shared_ptr<EVP_PKEY> key;

  /// Whether it made that signature of the text, with SHA-256.
  bool has_signed(std::string_view text, std::string_view signature) const;
};

/// Those keys of a JSON Web Key Set that are for signatures of RS256 (of 2,048 bits and more) and ES256; others are passed over.
/// unavailable when it is no such set, or one of more than signing_keys_max.
inline constexpr std::size_t signing_keys_max = 100;
Result<std::vector<SigningKey>> read_signing_keys(std::string_view json_web_key_set);

}  // namespace testledger
