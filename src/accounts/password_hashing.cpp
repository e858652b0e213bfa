#include "accounts/password_hashing.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "accounts/secret.hpp"

namespace testledger {

/// A place among those that hash; given back with the object.
class PasswordHashing::Seat {
 public:
  explicit Seat(PasswordHashing& of) : of_(of) {}
  Seat(Seat&&) = delete;
  ~Seat() {
    const std::lock_guard lock(of_.mutex_);
    --of_.at_work_;
    of_.changed_.notify_one();
  }

 private:
  PasswordHashing& of_;
};

namespace {

Result<std::string> hashed(std::string_view password, const PasswordCost& cost) {
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost.passes, cost.memory, crypto_pwhash_ALG_ARGON2ID13) == 0)
    return std::string(text.data());
  return Error{ErrorCode::unavailable, "There is too little memory for a password just now. Try again in a moment.", {}, {}};
}

}  // namespace

PasswordHashing::PasswordHashing(PasswordCost cost)
    : cost_(cost), at_once_max_(std::clamp(static_cast<int>(std::thread::hardware_concurrency()) / 2, 1, hashings_at_once_max)) {
  need_sodium();
  nobodys_ = hashed(new_secret(SecretKind::code), cost_).value_or(std::string());
}

Result<std::unique_ptr<PasswordHashing::Seat>> PasswordHashing::take_seat() {
  std::unique_lock lock(mutex_);
  if (waiting_ >= hashings_waiting_max)
    return Error{ErrorCode::unavailable, "Too many people log in at once (hashings_waiting_max). Try again in a moment.", {}, {}};
  ++waiting_;
  changed_.wait(lock, [this] { return at_work_ < at_once_max_; });
  --waiting_;
  ++at_work_;
  return std::make_unique<Seat>(*this);
}

Result<std::string> PasswordHashing::hash(std::string_view password) {
  const auto seat = TRY(take_seat());
  return hashed(password, cost_);
}

Result<bool> PasswordHashing::verify(std::string_view password, const std::optional<std::string>& hash) {
  const auto seat = TRY(take_seat());
  std::array<char, crypto_pwhash_STRBYTES> text{};
  const std::string& against = hash ? *hash : nobodys_;
  std::copy_n(against.begin(), std::min(against.size(), text.size() - 1), text.begin());
  const bool same = crypto_pwhash_str_verify(text.data(), password.data(), password.size()) == 0;
  return hash && same;
}

bool PasswordHashing::is_outdated(const std::string& hash) const {
  return crypto_pwhash_str_needs_rehash(hash.c_str(), cost_.passes, cost_.memory) != 0;
}

}  // namespace testledger
