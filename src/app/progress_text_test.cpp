#include "app/progress_text.hpp"

#include <gtest/gtest.h>

namespace testledger {
namespace {

using std::chrono::seconds;

TEST(BatchText, TellsWhatIsKnown) {
  struct Row {
    BatchProgress progress;
    double per_second;
    const char* text;
  };
  const Row rows[] = {
      {{7, "Queued", 0, 0, 0}, 0, "batch 7: queued"},
      {{7, "QUEUED", 3, 0, 0}, 0, "batch 7: queued, position 3"},
      {{7, "Processing", 0, 0, 0}, 0, "batch 7: processing"},
      {{7, "Processing", 0, 40, 0}, 20, "batch 7: processing, 40 results, 20/s"},
      {{7, "Processing", 0, 0, 100}, 0, "batch 7: processing [........................] 0 %, 0 of 100 results"},
      {{7, "Processing", 0, 50, 100}, 2, "batch 7: processing [############............] 50 %, 0:25 left, 50 of 100 results, 2/s"},
      {{7, "Processing", 0, 1, 7'300}, 1, "batch 7: processing [........................] 0 %, 2:01:39 left, 1 of 7300 results, 1/s"},
      {{7, "Processing", 0, 200, 100}, 2, "batch 7: processing [########################] 100 %, 200 of 100 results, 2/s"},
  };
  for (const Row& row : rows) EXPECT_EQ(batch_text(row.progress, row.per_second), row.text);
}

TEST(UploadText, TellsBytesAndPaceAndThatTheServerIsWaitedFor) {
  constexpr std::uint64_t mebibyte = 1024 * 1024;
  EXPECT_EQ(upload_text("a.xml", 5 * mebibyte, 10 * mebibyte, mebibyte),
            "uploading a.xml [############............] 50 %, 0:05 left, 5.0 of 10.0 MiB, 1.0 MiB/s");
  EXPECT_EQ(upload_text("a.xml", 10, 10, 0), "uploading a.xml [########################] 100 %, waiting for the server");
  EXPECT_EQ(upload_text("a.xml", 0, 0, 0), "uploading a.xml");
}

TEST(ProgressTexts, TellTheTimeLeftWithinTheWidthOfAnUsualTerminal) {
  constexpr std::size_t room = 76;
  const std::string batch = batch_text({123'456, "Processing", 0, 1'000'000, 5'000'000}, 123);
  EXPECT_LT(batch.find(" left"), room - 5) << batch;
  const std::string upload = upload_text("TEST-com.acme.shop.checkout.PaymentServiceTest.xml", 1 << 29, 1 << 30, 1 << 16);
  EXPECT_LT(upload.find(" left"), room - 5) << upload;
}

TEST(Pace, IsMeasuredSinceTheFirstLookAndAnewWhenItBeginsAnew) {
  Pace pace;
  const Pace::Time begin{};
  EXPECT_EQ(pace.per_second(), 0);
  pace.look(begin, 100);
  EXPECT_EQ(pace.per_second(), 0) << "one look tells no pace";
  pace.look(begin + seconds(2), 300);
  EXPECT_EQ(pace.per_second(), 100);
  pace.look(begin + seconds(3), 0);
  EXPECT_EQ(pace.per_second(), 0) << "the batch was begun anew";
  pace.look(begin + seconds(4), 50);
  EXPECT_EQ(pace.per_second(), 50);
}

}  // namespace
}  // namespace testledger
