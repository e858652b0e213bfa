#include "storage/detail_codec.hpp"

#include <gtest/gtest.h>

#include <map>

#include "storage/packed_bytes.hpp"

namespace testledger {
namespace {

RunDetail detail() {
  return {.steps = {{.keyword = "Given",
                     .text = "t",
                     .actual = std::string(5000, 'x'),
                     .status = RunStatusType::failed,
                     .defects = {"AT-7", "10221"}}},
          .rows = {{.name = "1", .values = {{"a", "b"}}, .effort_s = 0.25, .comment = "c", .steps = {{.text = "u"}}}},
          .comments = {std::string(5000, 'x'), ""},
          .attachments = {{.name = "n", .media_type = "m", .sha256 = "s", .size = 5}}};
}

TEST(DetailCodec, LongTextsAreSetAsideOncePerContent) {
  const EncodedDetail encoded = encode(detail());
  ASSERT_EQ(encoded.texts.size(), 2U);
  EXPECT_EQ(encoded.texts[0].hash, encoded.texts[1].hash);
  EXPECT_LT(encoded.body.size(), 200U);
  EXPECT_TRUE(encode(RunDetail{}).body.empty());
}

/// As they were written before steps had defects: in the same bytes as they still are without any.
TEST(DetailCodec, StepsFromBeforeDefectsAreRead) {
  PackedWriter out;
  for (const std::uint64_t number : {1, 1}) out.number(number);  // the version; a step
  for (const std::string_view text : {"Given", "t", "d", "e", "a"}) out.text(text);
  for (const std::uint64_t number : {3, 0, 0, 0}) out.number(number);  // its status; no rows, comments or attachments
  const std::string before = pack(std::move(out).take());
  const RunDetail read = decode_detail(before, [](std::string_view) -> Result<std::string> { return std::string(); }).value();
  EXPECT_EQ(read, (RunDetail{.steps = {{"Given", "t", "d", "e", "a", RunStatusType::failed}}}));
  EXPECT_EQ(encode(read).body, before);
}

TEST(DetailCodec, NoCutOfABodyIsReadAsADetail) {
  const EncodedDetail encoded = encode(detail());
  const FindText find = [&](std::string_view) -> Result<std::string> { return encoded.texts[0].body; };
  ASSERT_EQ(decode_detail(encoded.body, find).value(), detail());
  for (std::size_t size = 0; size < encoded.body.size(); ++size)
    EXPECT_FALSE(decode_detail(std::string_view(encoded.body).substr(0, size), find)) << size;
}

TEST(DetailCodec, NoDamageReadsBeyondTheBytes) {
  const EncodedDetail encoded = encode(detail());
  const FindText find = [&](std::string_view) -> Result<std::string> { return encoded.texts[0].body; };
  for (std::size_t place = 0; place < encoded.body.size(); ++place)
    for (const int bit : {0, 3, 7}) {
      std::string damaged = encoded.body;
      damaged[place] = static_cast<char>(damaged[place] ^ (1 << bit));
      (void)decode_detail(damaged, find);  // any answer, but no read outside: the sanitizers watch
      (void)decode_steps(damaged);
      (void)decode_dataset(damaged);
      (void)decode_list(damaged);
    }
}

TEST(PackedBytes, NumbersAndDoublesComeBack) {
  PackedWriter out;
  const std::uint64_t numbers[] = {0, 127, 128, 300, std::uint64_t{1} << 63, ~std::uint64_t{0}};
  for (const std::uint64_t number : numbers) out.number(number);
  out.real(-0.1);
  const std::string bytes = std::move(out).take();
  PackedReader in(bytes);
  for (const std::uint64_t number : numbers) EXPECT_EQ(in.number().value(), number);
  EXPECT_EQ(in.real().value(), -0.1);
  EXPECT_FALSE(in.number());
}

TEST(PackedBytes, RepetitionIsCompressed) {
  EXPECT_LT(pack(std::string(10'000, 'a')).size(), 100U);
  EXPECT_EQ(unpack(pack(std::string(10'000, 'a'))).value(), std::string(10'000, 'a'));
  EXPECT_EQ(unpack(pack("")).value(), "");
  for (const std::string_view damaged : {"", "x", "zgarbage"}) EXPECT_FALSE(unpack(damaged)) << damaged;
}

}  // namespace
}  // namespace testledger
