#include <fmt/format.h>

#include <algorithm>

#include "archives/zip_writer.hpp"
#include "http/endpoints/case_calls.hpp"
#include "http/endpoints/case_csv.hpp"
#include "http/endpoints/feature_text.hpp"
#include "http/json/json_body.hpp"
#include "http/json/json_case_search.hpp"

namespace testledger {
namespace {

constexpr std::size_t read_at_once = 100;
constexpr std::size_t exported_features_max = 10'000;
constexpr std::size_t exported_features_size_max = 64UL << 20;  // bytes of the zip

using Ids = std::vector<CaseId>;

/// The next cases of a list.
Result<std::vector<TestCase>> read_some(Store& store, ProjectId project, const Ids& ids, std::size_t from) {
  const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(std::min(from, ids.size()));
  const auto end = ids.begin() + static_cast<std::ptrdiff_t>(std::min(from + read_at_once, ids.size()));
  return store.cases_of(project, Ids(begin, end));
}

/// A line for each case, read from the store some at a time.
class CsvBody final : public BodySource {
 public:
  CsvBody(const Call& call, std::shared_ptr<const Configuration> configuration, Ids ids)
      : store_(call.services.store), project_(call.project), configuration_(std::move(configuration)), ids_(std::move(ids)) {
    lines_ = case_csv_head(*configuration_);
  }

  Result<BodyStep> next() override {
    if (!std::exchange(begun_, true)) return BodyStep(std::string_view(lines_));
    if (next_ >= ids_.size()) return BodyStep(BodyEnd());
    lines_.clear();
    for (const TestCase& each : TRY(read_some(store_, project_.id, ids_, next_))) lines_ += case_csv_line(project_, *configuration_, each);
    next_ += read_at_once;
    return lines_.empty() ? BodyStep(Later{}) : BodyStep(std::string_view(lines_));
  }

 private:
  Store& store_;
  Project project_;
  std::shared_ptr<const Configuration> configuration_;
  Ids ids_;
  std::size_t next_ = 0;
  bool begun_ = false;
  std::string lines_;
};

/// Keeps what is written in memory.
class CollectedBytes final : public BlobWriter {
 public:
  explicit CollectedBytes(std::string& bytes) : bytes_(bytes) {}
  Result<void> write(std::string_view piece) override {
    if (bytes_.size() + piece.size() > exported_features_size_max)
      return Error{ErrorCode::limit_exceeded,
                   fmt::format("The feature files are larger than {} bytes (exported_features_size_max). Search for fewer cases.",
                               exported_features_size_max),
                   {},
                   {}};
    bytes_ += piece;
    return {};
  }
  Result<Blob> keep() override { return Blob{.sha256 = {}, .size = bytes_.size()}; }

 private:
  std::string& bytes_;
};

struct Features {
  std::string zip;
  std::size_t count = 0;
};

Result<Features> zipped_features(const Call& call, const Ids& ids) {
  Features features;
  ZipWriter zip(std::make_unique<CollectedBytes>(features.zip));
  for (std::size_t from = 0; from < ids.size(); from += read_at_once) {
    for (const TestCase& each : TRY(read_some(call.services.store, call.project.id, ids, from))) {
      if (!is_bdd_case(each)) continue;
      ++features.count;
      TRY(zip.begin(case_key(call.project.key, each.number) + ".feature"));
      TRY(zip.write(feature_text(call.project, each)));
    }
  }
  TRY(zip.keep());
  return features;
}

Result<Ids> wanted_cases(const Call& call, const boost::json::value& body, const Configuration& configuration) {
  const CaseCriteria criteria = TRY(read_case_search(*TRY(as_object(body)), call.project.key, configuration));
  return call.services.store.matching_cases(call.project.id, criteria);
}

Result<void> tell(const Call& call, std::string_view form, std::size_t count) {
  return call.services.store.append_audit({call.audit("case.export", fmt::format("{} cases as {}", count, form))});
}

HeaderField as_file(const Call& call, std::string_view name) {
  return {"Content-Disposition", fmt::format("attachment; filename=\"{}-{}\"", call.project.key, name)};
}

Result<Response> csv_response(const Call& call, std::shared_ptr<const Configuration> configuration, Ids ids) {
  TRY(tell(call, "csv", ids.size()));
  Response response{.content_type = csv_type, .source = std::make_shared<CsvBody>(call, std::move(configuration), std::move(ids))};
  response.fields.push_back(as_file(call, "cases.csv"));
  return response;
}

}  // namespace

Result<Response> export_cases(const Call& call) {
  auto configuration = TRY(call.services.store.configuration(call.project.id));
  Ids ids = TRY(call.services.store.matching_cases(call.project.id, {.shelf = case_shelf(call)}));
  return csv_response(call, std::move(configuration), std::move(ids));
}

Result<Response> export_found_cases(const Call& call, const boost::json::value& body) {
  auto configuration = TRY(call.services.store.configuration(call.project.id));
  Ids ids = TRY(wanted_cases(call, body, *configuration));
  return csv_response(call, std::move(configuration), std::move(ids));
}

Result<Response> export_features(const Call& call, const boost::json::value& body) {
  const auto configuration = TRY(call.services.store.configuration(call.project.id));
  const Ids ids = TRY(wanted_cases(call, body, *configuration));
  if (ids.size() > exported_features_max)
    return Error{
        ErrorCode::invalid_argument,
        fmt::format("{} cases match; feature files are made of up to {} (exported_features_max)", ids.size(), exported_features_max),
        {},
        {}};
  Features features = TRY(zipped_features(call, ids));
  if (features.count == 0) return Error{ErrorCode::invalid_argument, "No case with BDD steps matches the search.", {}, {}};
  TRY(tell(call, "feature files", features.count));
  Response response{.content_type = bytes_type, .body = std::move(features.zip)};
  response.fields.push_back(as_file(call, "features.zip"));
  return response;
}

}  // namespace testledger
