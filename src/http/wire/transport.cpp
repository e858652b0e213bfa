#include "http/wire/transport.hpp"

namespace testledger {

void Transport::cancel() {
  boost::system::error_code ignored;
  (void)socket_.cancel(ignored);
}

/// TLS has no half of a farewell that lets the rest of a body be read: there the whole one comes later.
void Transport::shutdown_send() {
  boost::system::error_code ignored;
  if (!encrypted()) (void)socket_.shutdown(Tcp::socket::shutdown_send, ignored);
}

void Transport::close() {
  boost::system::error_code ignored;
  (void)socket_.shutdown(Tcp::socket::shutdown_both, ignored);
  (void)socket_.close(ignored);
}

}  // namespace testledger
