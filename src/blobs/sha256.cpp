// OpenSSL's, because it uses the processor's SHA instructions: six times as fast as libsodium's.
#include "blobs/sha256.hpp"

#include <openssl/evp.h>

#include <array>

namespace testledger {

void Sha256::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }

void Sha256::add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }

std::string Sha256::hex() {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context_.get(), hash.data(), &size);
  std::string text;
  for (unsigned i = 0; i < size; ++i) text += {digits[hash[i] >> 4], digits[hash[i] & 15]};
  return text;
}

}  // namespace testledger
