#include "oidc/signing_keys.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "oidc/testing/token_maker.hpp"

namespace testledger {
namespace {

using testing::jwk_of;
using testing::new_p256_key;
using testing::new_rsa_key;
using testing::signature_of;

std::string set_of(const std::string& keys) { return R"({"keys":[)" + keys + "]}"; }

class SigningKeys : public ::testing::Test {
 protected:
  std::vector<SigningKey> read(const std::string& keys) {
    const auto read = read_signing_keys(set_of(keys));
    EXPECT_TRUE(read) << read.error().detail;
    return read.value_or(std::vector<SigningKey>());
  }
  const testing::PrivateKey rsa = new_rsa_key();
  const testing::PrivateKey p256 = new_p256_key();
};

TEST_F(SigningKeys, EachKindChecksItsOwnSignatures) {
  const auto keys = read(jwk_of(rsa, "r") + "," + jwk_of(p256, "e"));
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys[0].id, "r");
  EXPECT_EQ(keys[1].kind, SigningKey::Kind::es256);
  const std::string of_rsa = signature_of(rsa, "text");
  const std::string of_p256 = signature_of(p256, "text");
  EXPECT_TRUE(keys[0].has_signed("text", of_rsa));
  EXPECT_TRUE(keys[1].has_signed("text", of_p256));
  for (const std::string& signature : {of_rsa, of_p256, std::string(), std::string(64, '\0'), std::string(256, '\0'), of_p256 + "x"}) {
    EXPECT_FALSE(keys[0].has_signed("other", signature));
    EXPECT_FALSE(keys[1].has_signed("other", signature));
    EXPECT_EQ(keys[0].has_signed("text", signature), signature == of_rsa);
    EXPECT_EQ(keys[1].has_signed("text", signature), signature == of_p256);
  }
  EXPECT_FALSE(keys[0].has_signed("text", signature_of(new_rsa_key(), "text"))) << "another key of the same kind";
  EXPECT_FALSE(keys[1].has_signed("text", signature_of(new_p256_key(), "text")));
}

TEST_F(SigningKeys, KeysForOtherThingsArePassedOver) {
  const std::string far = to_base64url(std::string(32, '\x01'));
  const std::string rows[] = {
      jwk_of(rsa, "k", R"(,"use":"enc")"),
      jwk_of(rsa, "k", R"(,"alg":"RS512")"),
      jwk_of(rsa, "k", R"(,"alg":"HS256")"),
      jwk_of(p256, "k", R"(,"alg":"ES384")"),
      jwk_of(new_rsa_key(1024), "short"),
      R"({"kty":"oct","k":"c2VjcmV0","alg":"HS256"})",
      R"({"kty":"EC","crv":"P-384","x":"AQ","y":"AQ"})",
      R"({"kty":"EC","crv":"P-256","x":")" + far + R"(","y":")" + far + "\"}",
      R"({"kty":"RSA","n":"***","e":"AQAB"})",
      R"({"kty":"RSA"})",
      "7",
  };
  for (const std::string& row : rows) EXPECT_THAT(read(row), ::testing::IsEmpty()) << row;
  EXPECT_EQ(read(jwk_of(rsa, "k", R"(,"use":"sig","alg":"RS256")")).size(), 1U);
  EXPECT_EQ(read(jwk_of(p256, "k", R"(,"use":"sig","alg":"ES256")")).size(), 1U);
}

TEST(SigningKeySet, WhatIsNoneIsRefused) {
  std::string many = "{}";
  for (std::size_t i = 0; i < signing_keys_max; ++i) many += ",{}";
  for (const std::string& text : {std::string(), std::string("[]"), std::string("{}"), std::string(R"({"keys":7})"), set_of(many)})
    EXPECT_EQ(read_signing_keys(text).error().code, ErrorCode::unavailable) << text.substr(0, 100);
}

}  // namespace
}  // namespace testledger
