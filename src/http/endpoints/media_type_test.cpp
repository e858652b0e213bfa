#include "http/endpoints/media_type.hpp"

#include <gtest/gtest.h>

#include <string>

namespace testledger {
namespace {

using namespace std::string_literals;

TEST(MediaType, IsDecidedByContent) {
  struct Row {
    std::string why, head, type;
  };
  const std::string text = "text/plain;charset=utf-8", bytes = "application/octet-stream";
  const Row rows[] = {
      {"a PNG", "\x89PNG\r\n\x1a\n\0\0"s, "image/png"},
      {"a JPEG", "\xff\xd8\xff\xe0"s, "image/jpeg"},
      {"a GIF", "GIF89a,"s, "image/gif"},
      {"an old GIF", "GIF87a"s, "image/gif"},
      {"a WebP", "RIFF\1\2\3\4WEBPVP8 "s, "image/webp"},
      {"a sound is no WebP", "RIFF\1\2\3\4WAVE"s, bytes},
      {"half a WebP", "RIFF"s, text},
      {"half a PNG", "\x89PNG\r\n"s, bytes},
      {"text", "one\ntwo\t\xc3\xa4\n"s, text},
      {"text that was cut", "a\xe2\x82"s, text},
      {"text with colours", "\x1b[31mred\x1b[0m"s, text},
      {"nothing", "", text},
      {"HTML is text and no more", "<html><script>alert(1)</script>"s, text},
      {"SVG is text and no more", "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"s, text},
      {"no UTF-8", "caf\xe9 noir"s, bytes},
      {"UTF-16",
       "\xff\xfe"
       "a\0"s,
       bytes},
      {"a NUL", "a\0b"s, bytes},
      {"a program",
       "\x7f"
       "ELF"s,
       bytes},
      {"a PDF is none of these", "%PDF-1.7\n\xe2\xe3\xcf\xd3\n"s, bytes},
  };
  for (const Row& row : rows) EXPECT_EQ(media_type_of(row.head), row.type) << row.why;
}

TEST(MediaType, LooksAtTheHeadAlone) {
  std::string text(media_type_head_size, 'a');
  EXPECT_EQ(media_type_of(text + '\0'), "text/plain;charset=utf-8");
  text.back() = '\0';
  EXPECT_EQ(media_type_of(text), "application/octet-stream");
}

}  // namespace
}  // namespace testledger
