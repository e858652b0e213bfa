#include "http/wire/multipart_reader.hpp"

#include <gtest/gtest.h>

#include <random>

namespace testledger {
namespace {

struct Part {
  std::string name;
  std::optional<std::string> file_name;
  std::string data;
  std::string content_type;

  bool operator==(const Part&) const = default;
};

void PrintTo(const Part& part, std::ostream* out) {
  *out << part.name << "(" << part.file_name.value_or("-") << ", " << part.content_type << ")=" << part.data.substr(0, 200);
}

struct Read {
  std::vector<Part> parts;
  std::string failure;  // empty: none

  bool operator==(const Read&) const = default;
};

class Collector : public PartSink {
 public:
  std::vector<Part> parts;
  bool open = false;

  Result<void> begin_part(const PartHead& head) override {
    EXPECT_FALSE(open);
    open = true;
    parts.push_back({head.name, head.file_name, "", head.content_type});
    return {};
  }
  Result<void> part_data(std::string_view piece) override {
    EXPECT_TRUE(open && !piece.empty());
    parts.back().data += piece;
    return {};
  }
  Result<void> end_part() override {
    EXPECT_TRUE(open);
    open = false;
    return {};
  }
};

template <class NextSize>
Read read_pieces(std::string_view body, NextSize next_size) {
  Collector collector;
  MultipartReader reader("b", collector);
  Read read;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t size = next_size(at);
    if (const auto fed = reader.feed(body.substr(at, size)); !fed) return {{}, fed.error().message};
    at += size;
  }
  if (const auto finished = reader.finish(); !finished) return {{}, finished.error().message};
  return {collector.parts, {}};
}

struct MultipartRow {
  std::string why;
  std::string body;
  std::vector<Part> parts;
  std::string failure;
};

class Multipart : public testing::TestWithParam<MultipartRow> {};

TEST_P(Multipart, IsReadTheSameHoweverItArrives) {
  const MultipartRow& row = GetParam();
  const Read whole = read_pieces(row.body, [&](std::size_t) { return row.body.size(); });
  EXPECT_EQ(whole.parts, row.parts) << row.why;
  EXPECT_TRUE(row.failure.empty() ? whole.failure.empty() : whole.failure.find(row.failure) != std::string::npos)
      << row.why << ": " << whole.failure;
  for (std::size_t cut = 1; cut < row.body.size() && row.body.size() < 2000; ++cut) {
    const Read split = read_pieces(row.body, [&](std::size_t at) { return at == 0 ? cut : row.body.size() - cut; });
    EXPECT_EQ(split, whole) << row.why << ", cut at " << cut;
  }
  EXPECT_EQ(read_pieces(row.body, [](std::size_t) { return std::size_t{1}; }), whole) << row.why << ", byte by byte";
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round)
    EXPECT_EQ(read_pieces(row.body, [&](std::size_t) { return std::size_t{1 + random() % 40}; }), whole) << row.why << ", random cuts";
}

std::string field(const std::string& name, const std::string& data) {
  return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + data + "\r\n";
}

std::string file_with(const std::string& parameters) {
  return "--b\r\nContent-Disposition: form-data; name=\"file\"; " + parameters + "\r\n\r\nx\r\n--b--\r\n";
}

std::vector<Part> named(const std::string& file_name) { return {{"file", file_name, "x", ""}}; }

std::string fields(int count) {
  std::string body;
  for (int i = 0; i < count; ++i) body += field("f", "");
  return body + "--b--";
}

const std::string head = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n";
const std::string cut_off = "closing boundary";
const Part one{"a", {}, "1", ""};

INSTANTIATE_TEST_SUITE_P(
    Shapes, Multipart,
    testing::Values(
        MultipartRow{"two fields", field("a", "1") + field("b", "2") + "--b--\r\n", {one, {"b", {}, "2", ""}}, ""},
        MultipartRow{"no last line end", field("a", "1") + "--b--", {one}, ""},
        MultipartRow{"line ends of LF alone", "--b\nContent-Disposition: form-data; name=a\n\n1\n--b--\n", {one}, ""},
        MultipartRow{"a preamble and an epilogue", "hello\r\n" + field("a", "1") + "--b--\r\nbye\r\n--b\r\n", {one}, ""},
        MultipartRow{"a part without a head", "--b\r\n\r\n1\r\n--b--", {{"", {}, "1", ""}}, ""},
        MultipartRow{"an empty part", field("a", "") + "--b--", {{"a", {}, "", ""}}, ""},
        MultipartRow{"an empty part whose data's line end is left out", head + "\r\n--b--", {{"a", {}, "", ""}}, ""},
        MultipartRow{"a part that ends in its head", head + "--b--", {{"a", {}, "", ""}}, ""}, MultipartRow{"no part", "--b--\r\n", {}, ""},
        MultipartRow{"blanks after the boundary", "--b \t\r\n\r\n1\r\n--b--", {{"", {}, "1", ""}}, ""},
        MultipartRow{"data with its own line ends", field("a", "\r\n1\n\r\r\n\n") + "--b--", {{"a", {}, "\r\n1\n\r\r\n\n", ""}}, ""},
        MultipartRow{"the boundary within a line is data", field("a", "x--b\r\ny --b--") + "--b--", {{"a", {}, "x--b\r\ny --b--", ""}}, ""},
        MultipartRow{"a longer line that begins like the boundary is data",
                     field("a", "1\r\n--bc\r\n--b-x") + "--b--",
                     {{"a", {}, "1\r\n--bc\r\n--b-x", ""}},
                     ""},
        MultipartRow{"dashes are data", field("a", "1\r\n--\r\n-") + "--b--", {{"a", {}, "1\r\n--\r\n-", ""}}, ""},
        MultipartRow{"a CR before the delimiter's CRLF is data", field("a", "1\r") + "--b--", {{"a", {}, "1\r", ""}}, ""},
        MultipartRow{
            "a nested multipart is data", field("a", "--c\r\n\r\nx\r\n--c--") + "--b--", {{"a", {}, "--c\r\n\r\nx\r\n--c--", ""}}, ""},
        MultipartRow{
            "bytes of any value", field("a", std::string("\0\xff\x80", 3)) + "--b--", {{"a", {}, std::string("\0\xff\x80", 3), ""}}, ""},
        MultipartRow{"a folded head", "--b\r\nContent-Disposition: form-data;\r\n name=a\r\n\r\n1\r\n--b--", {one}, ""},
        MultipartRow{"letter case of the head is free",
                     "--b\r\ncontent-DISPOSITION: Form-Data; NAME=a\r\nCONTENT-type: Text/XML; charset=x\r\n\r\n1\r\n--b--",
                     {{"a", {}, "1", "text/xml"}},
                     ""},
        MultipartRow{"as many parts as may be", fields(64), std::vector<Part>(64, Part{"f", {}, "", ""}), ""}));

INSTANTIATE_TEST_SUITE_P(
    Refusals, Multipart,
    testing::Values(MultipartRow{"nothing", "", {}, cut_off}, MultipartRow{"cut in the head", head.substr(0, 20), {}, cut_off},
                    MultipartRow{"cut in the data", head + "\r\nabc", {}, cut_off},
                    MultipartRow{"cut before the closing dashes", field("a", "1") + "--b", {}, cut_off},
                    MultipartRow{"cut between them", field("a", "1") + "--b-", {}, cut_off},
                    MultipartRow{"another boundary", "--c\r\n\r\n1\r\n--c--", {}, cut_off},
                    MultipartRow{"no field in the head", "--b\r\nnonsense\r\n\r\n1\r\n--b--", {}, "malformed head"},
                    MultipartRow{"a part too many", fields(65), {}, "parts_max 64"},
                    MultipartRow{
                        "a head too long", "--b\r\nX: " + std::string(9000, 'y') + "\r\n\r\n1\r\n--b--", {}, "part_header_max 8192"},
                    MultipartRow{"a head that never ends", "--b\r\nX: " + std::string(9000, 'y'), {}, "part_header_max 8192"},
                    MultipartRow{"a head of too many fields",
                                 "--b\r\n" +
                                     [] {
                                       std::string lines;
                                       for (int i = 0; i < 17; ++i) lines += "X: y\r\n";
                                       return lines;
                                     }() +
                                     "\r\n1\r\n--b--",
                                 {},
                                 "part_header_fields_max 16"}));

INSTANTIATE_TEST_SUITE_P(
    FileNames, Multipart,
    testing::Values(
        MultipartRow{"plain", file_with("filename=\"r.xml\""), named("r.xml"), ""},
        MultipartRow{"without quotes", file_with("filename=r.xml"), named("r.xml"), ""},
        MultipartRow{"UTF-8 as it is", file_with("filename=\"rés ü.xml\""), named("rés ü.xml"), ""},
        MultipartRow{"RFC 5987 wins", file_with("filename=\"x\"; filename*=UTF-8''na%C3%AFve.xml"), named("naïve.xml"), ""},
        MultipartRow{"RFC 5987 in Latin-1", file_with("filename*=iso-8859-1'en'na%EFve.xml"), named("naïve.xml"), ""},
        MultipartRow{"a broken RFC 5987 does not count", file_with("filename*=nonsense; filename=y"), named("y"), ""},
        MultipartRow{"folders are cut off", file_with("filename=\"../../etc/passwd\""), named("passwd"), ""},
        MultipartRow{"folders of Windows too", file_with("filename=\"C:\\tmp\\r.xml\""), named("r.xml"), ""},
        MultipartRow{"an escaped quote", file_with("filename=\"a\\\"b.xml\""), named("a\"b.xml"), ""},
        MultipartRow{"empty", file_with("filename=\"\""), named(""), ""},
        MultipartRow{"a semicolon in quotes", file_with("filename=\"a;b.xml\"; x=y"), named("a;b.xml"), ""},
        MultipartRow{"control characters are dropped", file_with("filename=\"a\x1b\tb\""), named("ab"), ""},
        MultipartRow{"bytes that are no character", file_with("filename=\"a\xbe\xe4\xb8.xml\""), named("a\uFFFD\uFFFD.xml"), ""},
        MultipartRow{"a long name is cut", file_with("filename=\"" + std::string(300, 'n') + "\""), named(std::string(255, 'n')), ""}));

struct BoundaryRow {
  std::string why;
  std::string content_type;
  std::optional<std::string> boundary;
};

class Boundary : public testing::TestWithParam<BoundaryRow> {};

TEST_P(Boundary, IsFoundOrRefused) {
  const auto boundary = multipart_boundary(GetParam().content_type);
  EXPECT_EQ(boundary ? std::optional(*boundary) : std::nullopt, GetParam().boundary) << GetParam().why;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Boundary,
    testing::Values(BoundaryRow{"plain", "multipart/form-data; boundary=abc", "abc"},
                    BoundaryRow{"quoted", "multipart/form-data; boundary=\"a b:c\"", "a b:c"},
                    BoundaryRow{"followed by a charset", "multipart/form-data; boundary=abc; charset=UTF-8", "abc"},
                    BoundaryRow{"after a charset", "Multipart/Form-Data; charset=UTF-8;boundary=abc", "abc"},
                    BoundaryRow{"with an equals sign", "multipart/form-data; boundary=----=_Part_1", "----=_Part_1"},
                    BoundaryRow{"70 characters", "multipart/form-data; boundary=" + std::string(70, 'a'), std::string(70, 'a')},
                    BoundaryRow{"71 characters", "multipart/form-data; boundary=" + std::string(71, 'a'), std::nullopt},
                    BoundaryRow{"none", "multipart/form-data", std::nullopt},
                    BoundaryRow{"empty", "multipart/form-data; boundary=", std::nullopt},
                    BoundaryRow{"a character that may not be", "multipart/form-data; boundary=\"a\x01\"", std::nullopt},
                    BoundaryRow{"ends in a blank", "multipart/form-data; boundary=\"a \"", std::nullopt},
                    BoundaryRow{"another type", "application/json", std::nullopt}, BoundaryRow{"no type", "", std::nullopt}));

}  // namespace
}  // namespace testledger
