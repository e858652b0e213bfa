#include "app/console.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>

#include "app/commands.hpp"

namespace testledger {

int report_failure(const Error& error) {
  std::cerr << "testledger: " << printable(error.message, 2'000);
  if (error.place) std::cerr << " (line " << error.place->line << ", column " << error.place->column << ")";
  std::cerr << "\n";
  return exit_failure;
}

namespace {

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char byte) { return !continues_character(byte); }));
}

}  // namespace

std::string printable(std::string_view text, std::size_t length_max) {
  std::string shown;
  std::size_t length = 0;
  for (const char byte : text) {
    if (!continues_character(byte) && ++length > length_max) return shown + "...";
    const auto code = static_cast<unsigned char>(byte);
    shown += code < 0x20 || code == 0x7F ? (byte == '\n' || byte == '\t' ? ' ' : '?') : byte;
  }
  return shown;
}

std::string render_table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  std::vector<std::vector<std::string>> cells;
  for (const auto& row : rows) {
    auto& shown = cells.emplace_back();
    for (const std::string& cell : row) shown.push_back(printable(cell, 160));
    widths.resize(std::max(widths.size(), shown.size()));
    for (std::size_t i = 0; i < shown.size(); ++i) widths[i] = std::max(widths[i], characters(shown[i]));
  }
  std::string table;
  for (const auto& row : cells) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      table += row[i];
      if (i + 1 < row.size()) table.append(widths[i] - characters(row[i]) + 2, ' ');
    }
    table += '\n';
  }
  return table;
}

Result<std::string> read_secret(const std::string& path) {
  std::ifstream in(path);
  std::string secret;
  if (in) std::getline(in, secret);
  while (!secret.empty() && (secret.back() == '\r' || secret.back() == ' ')) secret.pop_back();
  if (!secret.empty()) return secret;
  if (!in.is_open() || in.bad())
    return Error{ErrorCode::not_found, "cannot read the token from " + path + ". Check the path and its permissions."};
  return Error{ErrorCode::invalid_argument, path +
                                                " holds no token in its first line. Write the token into it, as 'testledger init' and "
                                                "'testledger token create' do, or name another file with --token-file."};
}

Result<SecretFile> SecretFile::create(std::string path) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file >= 0) return SecretFile(std::move(path), file);
  if (errno == EEXIST) return Error{ErrorCode::conflict, path + " exists already. Name another file, or remove it if nothing needs it."};
  return Error{ErrorCode::storage_failed, "cannot write " + path + ": " + std::strerror(errno) + ". Name another file."};
}

SecretFile::~SecretFile() {
  if (file_ < 0) return;
  close(file_);
  unlink(path_.c_str());
}

Result<void> SecretFile::write(std::string_view secret) {
  const std::string line = std::string(secret) + "\n";
  if (::write(file_, line.data(), line.size()) != static_cast<ssize_t>(line.size()) || fsync(file_) != 0)
    return Error{ErrorCode::storage_failed, "cannot write " + path_ + ": " + std::strerror(errno)};
  close(std::exchange(file_, -1));
  return {};
}

}  // namespace testledger
