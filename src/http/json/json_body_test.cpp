#include "http/json/json_body.hpp"

#include <gtest/gtest.h>
#include <boost/json/array.hpp>

namespace testledger {
namespace {

struct Row {
  std::string why;
  std::string body;
  std::string failure;  // empty: accepted
};

class JsonBody : public testing::TestWithParam<Row> {};

TEST_P(JsonBody, IsAcceptedOrRefusedWithAReason) {
  const auto value = read_json(GetParam().body);
  if (GetParam().failure.empty())
    EXPECT_TRUE(value) << GetParam().why << ": " << value.error().message;
  else
    EXPECT_TRUE(!value && value.error().message.find(GetParam().failure) != std::string::npos)
        << GetParam().why << (value ? "" : value.error().message);
}

INSTANTIATE_TEST_SUITE_P(Rows, JsonBody,
                         testing::Values(Row{"an object", R"({"a":1})", ""}, Row{"blanks around", " \n{\"a\":1}\n ", ""},
                                         Row{"a byte order mark", "\xef\xbb\xbf{}", ""},
                                         Row{"the same key in different objects", R"({"a":{"a":1},"b":[{"a":1},{"a":2}]})", ""},
                                         Row{"as deep as may be", std::string(32, '[') + std::string(32, ']'), ""},
                                         Row{"a key twice", R"({"a":1,"b":2,"a":3})", "\"a\" twice"},
                                         Row{"an escaped key twice", R"({"a":1,"\u0061":3})", "\"a\" twice"},
                                         Row{"a key twice inside", R"({"x":[{"a":1,"a":2}]})", "\"a\" twice"},
                                         Row{"cut off", R"({"title":)", "no valid JSON"}, Row{"nothing", "", "no valid JSON"},
                                         Row{"something behind it", "{} x", "no valid JSON"}, Row{"two values", "{}{}", "no valid JSON"},
                                         Row{"a comment", "{/**/}", "no valid JSON"}, Row{"a comma too many", "[1,]", "no valid JSON"},
                                         Row{"invalid UTF-8", "\"\xff\"", "no valid JSON"},
                                         Row{"half a surrogate pair", R"("\ud800")", "no valid JSON"},
                                         Row{"too deep", std::string(33, '['), "json_body_depth_max 32"},
                                         Row{"a million brackets", std::string(1'000'000, '['), "json_body_depth_max 32"}));

TEST(JsonNumbers, MayBeInQuotes) {
  EXPECT_EQ(integer_of(*read_json("12")), 12);
  EXPECT_EQ(integer_of(*read_json("\"12\"")), 12);
  EXPECT_EQ(integer_of(*read_json("12.0")), 12);
  for (const char* none : {"12.5", "\"12x\"", "\"\"", "null", "true", "1e300", "[]"})
    EXPECT_EQ(integer_of(*read_json(none)), std::nullopt) << none;
  EXPECT_EQ(number_of(*read_json("\"1.25\"")), 1.25);
  EXPECT_EQ(number_of(*read_json("-3")), -3.0);
  for (const char* none : {"\"inf\"", "\"nan\"", "\"\"", "{}"}) EXPECT_EQ(number_of(*read_json(none)), std::nullopt) << none;
}

TEST(JsonTexts, AreStorable) {
  const auto body = read_json(R"({"a":"x\u0000y","n":null,"l":["a",2],"bad":[{}],"no":5})");
  const auto& object = body->get_object();
  EXPECT_EQ(*text_member(object, "a"), "x\xef\xbf\xbdy");
  EXPECT_EQ(*text_member(object, "n"), "");
  EXPECT_EQ(*text_member(object, "absent"), "");
  EXPECT_FALSE(text_member(object, "no"));
  EXPECT_EQ(*texts_member(object, "l"), (std::vector<std::string>{"a", "2"}));
  EXPECT_FALSE(texts_member(object, "bad"));
  EXPECT_FALSE(texts_member(object, "a"));
}

}  // namespace
}  // namespace testledger
