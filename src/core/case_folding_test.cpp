#include "core/case_folding.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

struct Row {
  std::string why, text, folded;
};

class CaseFolding : public testing::TestWithParam<Row> {};

TEST_P(CaseFolding, MakesLetterCasesEqual) {
  EXPECT_EQ(case_folded(GetParam().text), GetParam().folded) << GetParam().why;
  EXPECT_EQ(case_folded(GetParam().folded), GetParam().folded) << GetParam().why;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, CaseFolding,
    testing::Values(Row{"ASCII", "Shop-07 [x]", "shop-07 [x]"}, Row{"Latin with accents", "ÜBER Ñandú ÀÉÎ", "über ñandú àéî"},
                    Row{"signs between the letters stay", "×÷ª", "×÷ª"}, Row{"every other character of a range", "ĀāŽžŸ", "āāžžÿ"},
                    Row{"Greek, with its two small sigmas", "ΣΊΣΥΦΟΣ σς", "σίσυφοσ σσ"}, Row{"Cyrillic", "ПРОВЕРКА Ёж", "проверка ёж"},
                    Row{"Georgian and Cherokee", "Ა ꭰ", "ა Ꭰ"}, Row{"beyond 16 bits", "𐐀𐐨", "𐐨𐐨"}, Row{"a capital sharp s", "ẞß", "ßß"},
                    Row{"three bytes become one", "\xE2\x84\xAA", "k"}, Row{"no letter case", "検索 🙂 שלום", "検索 🙂 שלום"},
                    Row{"a dotted capital i has no simple folding", "İ", "İ"},
                    Row{"what is no UTF-8 stays", "\xFF\xC3 A\xE2\x84", "\xFF\xC3 a\xE2\x84"},
                    Row{"an overlong A is no A", "\xE0\x81\x81\xF0\x80\x81\x81", "\xE0\x81\x81\xF0\x80\x81\x81"},
                    Row{"a character cut off at the end", "a\xC3", "a\xC3"}, Row{"nothing", "", ""}));

}  // namespace
}  // namespace testledger
