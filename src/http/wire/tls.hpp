#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <mutex>

#include "core/result.hpp"
#include "http/tls_files.hpp"

namespace testledger {

/// What new connections are encrypted with. Any thread may ask for it while another one replaces it.
class TlsIdentity {
 public:
  using Context = boost::asio::ssl::context;

  /// Reads certificate and key. invalid_argument, naming the file and what to do, when they cannot be used; what was read before then
  /// stays in use.
  Result<void> read(const TlsFiles& files);
  std::shared_ptr<Context> current() const;

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<Context> context_;
};

}  // namespace testledger
