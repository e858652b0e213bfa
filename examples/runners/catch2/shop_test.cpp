#include CATCH_HEADER

#include <iostream>
#include <stdexcept>
#include <string>

TEST_CASE("Cart: one lamp & its price", "[cart][smoke]") {
    std::cout << "cart: 1 × LAMP-01\n";
    std::cerr << "currency table is 3 days old\n";
    int total = 2490;
    REQUIRE(total == 2490);
    SECTION("with voucher \"SPRING10\"") { CHECK(total - total / 10 == 2241); }
    SECTION("shipped to CH") {
        total += 1290;
        CHECK(total == 3780);
        SECTION("and back") { CHECK(total == 2490); }
    }
}

TEST_CASE("AT-TC-1 Login: mara may sign in", "[login]") { REQUIRE(std::string("aram").size() == 4); }

TEST_CASE("Login: Grüße an Zoë", "[login][unicode]") {
    CHECK(std::string("Zoë") == "Zoe");
    CHECK(std::string("山田") == "山田");
}

TEST_CASE("Search: index", "[search]") { throw std::runtime_error("search index is being built"); }

SCENARIO("Checkout of an empty cart", "[checkout]") {
    GIVEN("an empty cart") {
        int total = 0;
        WHEN("it is paid") {
            THEN("nothing is charged") { REQUIRE(total == 0); }
        }
    }
}

TEST_CASE("Checkout: rounding of the franc", "[checkout][!shouldfail]") { REQUIRE(12.35 == 12.345); }
