#include "http/trusted_proxies.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

TrustedProxies proxies(const std::vector<std::string>& ranges) {
  TrustedProxies made;
  for (const std::string& range : ranges) EXPECT_TRUE(made.add(range)) << range;
  return made;
}

Request request_from(std::string remote, std::vector<HeaderField> fields) {
  Request request;
  request.remote = std::move(remote);
  request.fields = std::move(fields);
  return request;
}

TEST(TrustedProxies, TakesAddressesAndRanges) {
  const TrustedProxies trusted = proxies({"10.0.0.7", "10.1.0.0/16", "192.168.128.0/17", "fd00::/8", "2001:db8::1"});
  for (const char* address : {"10.0.0.7", "10.1.255.1", "192.168.128.1", "192.168.255.255", "fd12::1", "2001:db8::1", "::ffff:10.0.0.7"})
    EXPECT_TRUE(trusted.trusts(address)) << address;
  for (const char* address : {"10.0.0.8", "10.2.0.1", "192.168.127.255", "fe80::1", "2001:db8::2", "", "nonsense"})
    EXPECT_FALSE(trusted.trusts(address)) << address;
}

TEST(TrustedProxies, EveryAddressIsInTheRangeOfZeroBits) {
  EXPECT_TRUE(proxies({"0.0.0.0/0"}).trusts("203.0.113.9"));
  EXPECT_FALSE(proxies({"0.0.0.0/0"}).trusts("2001:db8::1"));
  EXPECT_TRUE(proxies({"::/0"}).trusts("203.0.113.9"));
}

TEST(TrustedProxies, RefusesWhatIsNoRange) {
  for (const char* text : {"", "proxy.example.org", "10.0.0.0/33", "10.0.0.0/-1", "fd00::/129", "10.0.0.0/", "10.0.0.0/8x", "10.0.0"}) {
    TrustedProxies made;
    EXPECT_FALSE(made.add(text)) << text;
  }
}

TEST(TrustedProxies, TheClientIsTheLastOneThatIsNoProxy) {
  const TrustedProxies trusted = proxies({"10.0.0.0/8"});
  const struct {
    std::vector<HeaderField> fields;
    const char* client;
  } cases[] = {
      {{{"x-forwarded-for", "203.0.113.9"}}, "203.0.113.9"},
      {{{"x-forwarded-for", "198.51.100.1, 203.0.113.9, 10.0.0.2"}}, "203.0.113.9"},
      {{{"x-forwarded-for", "198.51.100.1"}, {"x-forwarded-for", "203.0.113.9"}}, "203.0.113.9"},
      {{{"x-forwarded-for", "203.0.113.9:4711"}}, "203.0.113.9"},
      {{{"x-forwarded-for", "[2001:db8::9]:4711"}}, "2001:db8::9"},
      {{{"x-forwarded-for", "<script>, 10.0.0.2"}}, "10.0.0.2"},
      {{{"x-forwarded-for", ""}}, "10.0.0.1"},
      {{}, "10.0.0.1"},
  };
  for (const auto& [fields, client] : cases) {
    Request request = request_from("10.0.0.1", fields);
    trusted.look_behind(request);
    EXPECT_EQ(request.remote, client);
  }
}

TEST(TrustedProxies, NobodyElsesWordCounts) {
  Request request = request_from("203.0.113.1", {{"x-forwarded-for", "198.51.100.1"}, {"x-forwarded-proto", "https"}});
  proxies({"10.0.0.0/8"}).look_behind(request);
  EXPECT_EQ(request.remote, "203.0.113.1");
  EXPECT_FALSE(request.encrypted);
}

TEST(TrustedProxies, TheProxyTellsWhetherTheClientCameOverTls) {
  const TrustedProxies trusted = proxies({"10.0.0.1"});
  for (const auto& [value, encrypted] :
       std::initializer_list<std::pair<const char*, bool>>{{"https", true}, {"HTTPS", true}, {"http", false}}) {
    Request request = request_from("10.0.0.1", {{"x-forwarded-proto", value}});
    request.encrypted = !encrypted;
    trusted.look_behind(request);
    EXPECT_EQ(request.encrypted, encrypted) << value;
  }
}

}  // namespace
}  // namespace testledger
