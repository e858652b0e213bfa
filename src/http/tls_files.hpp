#pragma once

#include <string>

namespace testledger {

/// Where the server's certificate, followed by those that lead to its root, and its private key are: PEM files.
struct TlsFiles {
  std::string certificate;
  std::string key;
};

}  // namespace testledger
