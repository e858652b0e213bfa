#include "storage/audit_chain.hpp"

#include <sodium.h>

#include <array>

namespace testledger {
namespace {

/// Each part with its length before it, so that no two entries are written alike.
void put(std::string& bytes, std::string_view part) {
  bytes += std::to_string(part.size());
  bytes += ':';
  bytes += part;
}
void put(std::string& bytes, std::int64_t number) { put(bytes, std::string_view(std::to_string(number))); }

void shorten(std::string& text) {
  if (text.size() <= audit_text_max) return;
  std::size_t size = audit_text_max;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0U) == 0x80U) --size;
  text.resize(size);
}

}  // namespace

AuditEntry cut(AuditEntry entry) {
  for (std::string* text : {&entry.user_name, &entry.remote, &entry.action, &entry.project, &entry.object, &entry.before, &entry.after})
    shorten(*text);
  return entry;
}

std::string chained_hash(std::string_view previous_hash, const AuditRecord& record) {
  const AuditEntry& entry = record.entry;
  std::string bytes = "testledger audit 1\n";
  put(bytes, previous_hash);
  put(bytes, record.number);
  put(bytes, entry.when.time_since_epoch().count());
  put(bytes, entry.user.value);
  put(bytes, entry.token.value);
  for (const std::string* text :
       {&entry.user_name, &entry.remote, &entry.action, &entry.project, &entry.object, &entry.before, &entry.after})
    put(bytes, std::string_view(*text));
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

}  // namespace testledger
