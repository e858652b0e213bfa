#include "http/wire/tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "core/log.hpp"

namespace testledger {
namespace {

/// The library's reason, and an empty list of reasons for the next one.
std::string reason() {
  char text[256] = "unknown";
  if (const unsigned long code = ERR_get_error(); code != 0) ERR_error_string_n(code, text, sizeof text);
  ERR_clear_error();
  return text;
}

Error unusable(const std::string& what, const std::string& file, const std::string& remedy) {
  return {ErrorCode::invalid_argument, "The " + what + " " + file + " cannot be used. " + remedy, {}, reason()};
}

/// TLS 1.2 and later with forward secrecy; nothing that a client may ask for later (RFC 9325).
void set_policy(SSL_CTX* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
}

/// Clients that offer protocols by name get HTTP/1.1 or nothing (RFC 7301).
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered, unsigned int size, void*) {
  static constexpr unsigned char ours[] = "\x08http/1.1";
  unsigned char* found = nullptr;
  if (SSL_select_next_proto(&found, length, ours, sizeof ours - 1, offered, size) != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_NOACK;
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

/// A key that needs a passphrase must not make the server ask for one on its terminal.
int no_passphrase(char*, int, int, void*) { return 0; }

Result<void> take_files(SSL_CTX* context, const TlsFiles& files) {
  SSL_CTX_set_default_passwd_cb(context, no_passphrase);
  if (SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) != 1)
    return unusable("certificate", files.certificate, "Name a readable PEM file: the server's certificate first, then those above it.");
  if (SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) == 1) return {};
  const bool of_another = ERR_GET_REASON(ERR_peek_error()) == X509_R_KEY_VALUES_MISMATCH;
  return unusable(
      "private key", files.key,
      of_another ? "It is not the key of the certificate." : "Name a readable PEM file with the certificate's key, without a passphrase.");
}

void log_validity(SSL_CTX* context, const TlsFiles& files) {
  constexpr int soon_days = 14;
  int days = 0;
  int seconds = 0;
  ASN1_TIME_diff(&days, &seconds, nullptr, X509_get0_notAfter(SSL_CTX_get0_certificate(context)));
  const bool late = days < soon_days || seconds < 0;
  log::write(late ? log::Level::warning : log::Level::info, "the certificate was read",
             {{"file", files.certificate}, {"days_left", std::int64_t{days}}});
}

}  // namespace

Result<void> TlsIdentity::read(const TlsFiles& files) {
  ERR_clear_error();
  auto context = std::make_shared<Context>(Context::tls_server);
  set_policy(context->native_handle());
  SSL_CTX_set_alpn_select_cb(context->native_handle(), choose_protocol, nullptr);
  TRY(take_files(context->native_handle(), files));
  log_validity(context->native_handle(), files);
  const std::scoped_lock lock(mutex_);
  context_ = std::move(context);
  return {};
}

std::shared_ptr<TlsIdentity::Context> TlsIdentity::current() const {
  const std::scoped_lock lock(mutex_);
  return context_;
}

}  // namespace testledger
