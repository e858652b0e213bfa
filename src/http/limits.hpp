#pragma once

#include <cstddef>
#include <cstdint>

namespace testledger {

/// Every limit of a connection and a request. What is beyond is refused with the limit's name, or the connection is closed.
/// Times are seconds, sizes bytes.
struct HttpLimits {
  std::size_t request_line_max = 8 * 1024;
  std::size_t header_max = 32 * 1024;
  std::size_t header_fields_max = 100;
  std::uint64_t body_size_max = std::uint64_t{2} * 1024 * 1024 * 1024;
  std::size_t json_body_max = 1024 * 1024;
  std::size_t connections_max = 10'000;
  std::size_t connections_per_ip_max = 256;
  std::size_t event_streams_max = 200;
  std::int64_t backlog_bytes_max = std::int64_t{64} << 30;  ///< of reports in the queue; beyond it 429
  std::uint64_t disk_reserve = std::uint64_t{256} << 20;    ///< what uploads must leave free on the disk, else 507
  int requests_per_minute_max = 0;                          ///< of one token or session; 0: any number
  int logins_per_minute_max = 10;                           ///< from one address

  double header_timeout_s = 10;    ///< from the first byte of a request to the end of its header
  double idle_timeout_s = 60;      ///< between two requests of a connection
  double rate_window_s = 20;       ///< over any such time a body or an answer must move ...
  double rate_bytes_per_s = 1024;  ///< ... at least this fast
  double linger_timeout_s = 5;     ///< how long the rest of a refused body is read, so that the refusal arrives
  double drain_timeout_s = 30;     ///< how long stopping waits for requests in progress
  double sweep_s = 0.25;           ///< how often the times above are looked at
};

// What a multipart body may be.
inline constexpr std::size_t boundary_length_max = 70;
inline constexpr std::size_t parts_max = 64;
inline constexpr std::size_t part_header_max = 8 * 1024;
inline constexpr std::size_t part_header_fields_max = 16;
inline constexpr std::size_t field_length_max = 64 * 1024;
inline constexpr std::size_t file_name_length_max = 255;

inline constexpr std::uint64_t attachment_size_max = 100 << 20;

inline constexpr std::size_t json_body_depth_max = 32;
inline constexpr std::size_t transfer_piece_max = 64 * 1024;  ///< a body moves in pieces of at most this size
inline constexpr std::size_t queued_requests_max = 20'000;    ///< waiting for a worker, beyond it 503
inline constexpr std::size_t queued_imports_max = 1'000;
inline constexpr std::size_t queued_logins_max = 100;

}  // namespace testledger
