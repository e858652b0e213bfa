#include "oidc/id_token.hpp"

#include <gtest/gtest.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include "oidc/testing/token_maker.hpp"

namespace testledger {
namespace {

using testing::jwk_of;
using testing::new_p256_key;
using testing::new_rsa_key;
using testing::token;

constexpr std::int64_t issued = 1'700'000'000;  // seconds
const Timestamp then{std::chrono::seconds(issued)};
const TokenExpectation expected{.issuer = "https://id.example", .client_id = "us", .nonce = "n", .now = then + std::chrono::seconds(1)};
const std::string rs256 = R"({"alg":"RS256","kid":"k"})";

/// Claims that are believed, but for what stands in `changed` instead: `"aud":"other"`.
std::string claims(const std::string& changed = {}) {
  std::string text = "{";
  for (const std::string row : {R"("iss":"https://id.example")", R"("aud":"us")", R"("nonce":"n")", R"("sub":"s1")", R"("iat":1700000000)",
                                R"("exp":1700000300)", R"("preferred_username":"ann")"})
    if (!changed.starts_with(row.substr(0, row.find(':')))) text += row + ",";
  text += changed;
  if (text.ends_with(',')) text.pop_back();
  return text + "}";
}

class IdToken : public ::testing::Test {
 protected:
  Result<ForeignPerson> read(const std::string& text) { return read_id_token(text, keys, expected); }
  void refused(const std::string& text, const std::string& reason) {
    const auto person = read(text);
    ASSERT_FALSE(person) << text;
    EXPECT_EQ(person.error().code, ErrorCode::unauthenticated);
    EXPECT_EQ(person.error().message, "Logging in at the provider failed. Begin again.") << "nobody is told why";
    EXPECT_NE(person.error().detail.find(reason), std::string::npos) << person.error().detail << " is not " << reason;
  }

  const testing::PrivateKey rsa = new_rsa_key();
  const testing::PrivateKey p256 = new_p256_key();
  std::vector<SigningKey> keys = *read_signing_keys(R"({"keys":[)" + jwk_of(rsa, "k") + "," + jwk_of(p256, "e") + "]}");
};

TEST_F(IdToken, APersonIsBelieved) {
  for (const std::string& text : {token(rsa, rs256, claims()), token(rsa, R"({"alg":"RS256"})", claims()),
                                  token(p256, R"({"alg":"ES256","kid":"e","typ":"JWT"})", claims())}) {
    const auto person = read(text);
    ASSERT_TRUE(person) << person.error().detail;
    EXPECT_EQ(person->subject, "s1");
    EXPECT_EQ(person->name, "ann");
  }
}

TEST_F(IdToken, TheirNameIsTheFirstThatIsTold) {
  const std::string base = R"("preferred_username":"")";
  EXPECT_EQ(read(token(rsa, rs256, claims(base)))->name, "s1");
  EXPECT_EQ(read(token(rsa, rs256, claims(base + R"(,"email":"ann@example.org")")))->name, "ann@example.org");
  EXPECT_EQ(read(token(rsa, rs256, claims(base + R"(,"email":"ann@example.org","name":"Ann A.")")))->name, "Ann A.");
}

TEST_F(IdToken, ClaimsThatAreNotForThisLoginAreRefused) {
  const std::pair<std::string, std::string> rows[] = {
      {R"("iss":"https://evil.example")", "another issuer"},
      {R"("iss":"https://id.example/")", "another issuer"},
      {R"("iss":7)", "another issuer"},
      {R"("aud":"them")", "another audience"},
      {R"("aud":[])", "another audience"},
      {R"("aud":["them"])", "another audience"},
      {R"("aud":["us","them"])", "another audience"},
      {R"("aud":["us","them"],"azp":"them")", "another audience"},
      {R"("aud":7)", "another audience"},
      {R"("azp":"them")", "another party"},
      {R"("nonce":"m")", "another nonce"},
      {R"("nonce":"")", "another nonce"},
      {R"("exp":1699999941)", "expired"},
      {R"("exp":"1700000300")", "expired"},
      {R"("exp":1e300)", "expired"},
      {R"("iat":1700000062)", "made in the future"},
      {R"("iat":null)", "made in the future"},
      {R"("sub":"")", "no subject"},
      {R"("sub":7)", "no subject"},
      {R"("sub":")" + std::string(256, 's') + "\"", "no subject"},
  };
  for (const auto& [changed, reason] : rows) {
    SCOPED_TRACE(changed);
    refused(token(rsa, rs256, claims(changed)), reason);
  }
}

TEST_F(IdToken, ClocksMayDifferByAMinute) {
  for (const std::string changed : {R"("exp":1699999942)", R"("iat":1700000061)", R"("aud":["us"])", R"("aud":["them","us"],"azp":"us")"})
    EXPECT_TRUE(read(token(rsa, rs256, claims(changed)))) << changed;
}

TEST_F(IdToken, AKeyThatIsNotTheProvidersSignsNothing) {
  refused(token(new_rsa_key(), rs256, claims()), "no key has signed it");
  refused(token(new_p256_key(), R"({"alg":"ES256","kid":"e"})", claims()), "no key has signed it");
  refused(token(rsa, R"({"alg":"RS256","kid":"other"})", claims()), "no key has signed it");
  refused(token(rsa, R"({"alg":"ES256","kid":"k"})", claims()), "no key has signed it");
  std::string changed = token(rsa, rs256, claims());
  changed.replace(changed.find('.') + 1, 0, to_base64url(R"({"sub":"admin"})"));
  refused(changed, "no key has signed it");
  keys.clear();
  refused(token(rsa, rs256, claims()), "no key has signed it");
}

TEST_F(IdToken, WhatIsNotSignedIsRefused) {
  for (const std::string algorithm : {"none", "None", "HS256", "RS384", "PS256", "ES384", ""}) {
    const std::string header = R"({"alg":")" + algorithm + R"(","kid":"k"})";
    refused(testing::unsigned_token(header, claims()) + ".", "algorithm");
    refused(token(rsa, header, claims()), "algorithm");
  }
  refused(testing::unsigned_token(rs256, claims()) + ".", "no key has signed it");
  refused(token(rsa, R"({"alg":"RS256","kid":"k","crit":["b64"],"b64":false})", claims()), "must be understood");
}

/// The public key taken for the secret of an HMAC: the classic confusion.
TEST_F(IdToken, ThePublicKeyIsNoSecret) {
  BIO* memory = BIO_new(BIO_s_mem());
  PEM_write_bio_PUBKEY(memory, rsa.get());
  char* pem = nullptr;
  const long size = BIO_get_mem_data(memory, &pem);
  const std::string text = testing::unsigned_token(R"({"alg":"HS256","kid":"k"})", claims());
  unsigned char hash[EVP_MAX_MD_SIZE];
  unsigned hash_size = 0;
  HMAC(EVP_sha256(), pem, static_cast<int>(size), reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash, &hash_size);
  BIO_free(memory);
  refused(text + "." + to_base64url({reinterpret_cast<char*>(hash), hash_size}), "algorithm HS256");
}

TEST_F(IdToken, WhatIsNoTokenIsRefused) {
  const std::string good = token(rsa, rs256, claims());
  refused("", "three parts");
  refused("a.b", "three parts");
  refused(good + ".more", "three parts");
  refused(good + std::string(id_token_max, 'A'), "three parts");
  refused("..", "no JSON object");
  refused("!." + good.substr(good.find('.') + 1), "no JSON object");
  refused(token(rsa, "[]", claims()), "no JSON object");
  refused(token(rsa, rs256, "[]"), "no JSON object");
  refused(token(rsa, rs256, std::string(100, '[')), "no JSON object");
  refused(good + "=", "no key has signed it");
}

}  // namespace
}  // namespace testledger
