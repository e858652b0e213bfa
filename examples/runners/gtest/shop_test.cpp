#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

int shipping(const std::string& country, int total) {
    if (country == "DE") return total >= 4900 ? 0 : 495;
    return country == "CH" ? 1290 : 1990;
}

TEST(Cart, OneLamp) {
    RecordProperty("requirement", "AT-118");
    RecordProperty("cents", 2490);
    EXPECT_EQ(2490, 1 * 2490);
}

TEST(Cart, Voucher_AT_TC_3) {
    EXPECT_EQ(17000, 18900 - 1890) << "voucher SPRING10\n  was not rounded";
    EXPECT_STREQ("für Zoë", "fuer Zoe");
}

TEST(Cart, DISABLED_SavedCart) { FAIL() << "never runs"; }

TEST(Cart, GiftNote) { GTEST_SKIP() << "gift notes are switched off"; }

TEST(Cart, UnknownArticle) { throw std::string("SOFA-99"); }

TEST(Cart, PriceTable) { throw std::runtime_error("price table <prices> is empty & locked"); }

class Login : public testing::Test {
protected:
    static void SetUpTestSuite() { RecordProperty("directory", "ldap.acme.test"); }
    void SetUp() override { user = "mara"; }
    std::string user;
};

TEST_F(Login, RightPassword) { EXPECT_EQ("aram", std::string(user.rbegin(), user.rend())); }
TEST_F(Login, Locked) { ASSERT_TRUE(user.empty()) << "user " << user << " was let in"; }

struct Order {
    const char* country;
    int total;
    int fee;
    friend std::ostream& operator<<(std::ostream& out, const Order& o) {
        return out << o.country << " \"" << o.total << "\" " << o.fee;
    }
};

class Shipping : public testing::TestWithParam<Order> {};
TEST_P(Shipping, Fee) { EXPECT_EQ(GetParam().fee, shipping(GetParam().country, GetParam().total)); }
INSTANTIATE_TEST_SUITE_P(Countries, Shipping,
                         testing::Values(Order{"DE", 5000, 0}, Order{"DE", 4800, 495}, Order{"CH", 5000, 1290},
                                         Order{"NO", 5000, 1290}));

template <typename T>
class Amount : public testing::Test {};
using Kinds = testing::Types<int, long, std::vector<int>>;
TYPED_TEST_SUITE(Amount, Kinds);
TYPED_TEST(Amount, IsSmall) { EXPECT_LE(sizeof(TypeParam), 8u); }

}  // namespace
