#include "storage/case_codec.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

KeptVersion full_version() {
  return {.fields = {.title = "Pays",
                     .description = std::string("a\0b", 3),
                     .precondition = "in",
                     .automation_key = "shop.Pay",
                     .folder = FolderId{7},
                     .status = {3},
                     .priority = {2},
                     .type = {4},
                     .script_type = {2},
                     .automation_status = {1},
                     .owner = "ann",
                     .automation_owner = "ci",
                     .estimated_effort_s = 0.5,
                     .requirements = {"AT-4"},
                     .steps = {{.type = StepType::bdd_star, .text = "pay", .data = "d", .expected = "e"}},
                     .dataset = {.parameters = {"user"}, .rows = {{"bob"}}},
                     .components = {1, -2},
                     .releases = {std::int64_t{1} << 40},
                     .custom_fields = R"([{"name":"x"}])"},
          .tags = {{5}, {6}}};
}

TEST(CaseCodec, AVersionComesBackAsItWasWritten) {
  for (const KeptVersion& version : {full_version(), KeptVersion()}) {
    const auto back = decode_version(encode(version));
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, version);
  }
}

TEST(CaseCodec, DamageIsAnErrorAndNeverReadsBeyondTheBytes) {
  const std::string whole = encode(full_version());
  for (std::size_t size = 0; size < whole.size(); ++size) EXPECT_FALSE(decode_version(whole.substr(0, size))) << size;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    (void)decode_version(damaged);
  }
  EXPECT_FALSE(decode_numbers("x"));
}

}  // namespace
}  // namespace testledger
