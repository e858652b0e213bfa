#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "domain/import_chunk.hpp"
#include "domain/import_summary.hpp"
#include "mapping/earlier_results.hpp"
#include "mapping/mapping_rules.hpp"
#include "mapping/test_identity.hpp"

namespace testledger {

/// One result written to one case.
struct WrittenResult {
  KeyNumber number = 0;
  RunStatusType status = RunStatusType::not_run;  ///< of the run as it is now
  RunId run;                                      ///< the run that was there; 0 when this import's current chunk makes it
  std::uint32_t creating = 0;                     ///< then: which of the chunk's creating writes makes it
  bool case_created = false;                      ///< by this chunk
  bool first_of_case = false;                     ///< in this import
};

/// The attachments of a test belong into a run write; their content is stored by whoever carries out the plan.
struct AttachmentUse {
  std::size_t test = 0;  ///< index in the chunk of tests
  std::size_t run = 0;   ///< index in ImportChunk::runs
};

/// What a chunk of a report does. New cases have provisional ids and numbers, -1, -2, …, until they are numbered.
struct ChunkPlan {
  ImportChunk effects;
  std::vector<WrittenResult> results;  ///< in the order of the file
  std::vector<ImportError> refusals;   ///< each counts one result
  std::vector<ImportWarning> warnings;
  std::vector<AttachmentUse> attachments;
  std::uint64_t requests = 0;  ///< results times cases
};

/// Identities of a chunk's tests, and which cases they mention. Results may come in chunks of any size: what they do is
/// the same wherever the borders fall, as long as the store tells each chunk what those before it did.
std::vector<TestIdentity> identify(std::span<const ReportedTest> tests, const MappingRules& rules);
CaseQuery query_of(std::span<const TestIdentity> identities, const MappingRules& rules);

/// Where in a report a chunk begins.
struct ChunkStart {
  std::uint64_t ordinal = 0;  ///< number of its first result
  /// Of the first case that an earlier chunk made. A key cannot mean one of those: it was written before they were made.
  std::optional<KeyNumber> first_made = std::nullopt;
  /// Number of the first result of its report. Of an import of several reports each is mapped as if it came by itself: what those
  /// before it wrote is like what an earlier import wrote.
  std::uint64_t report_begin = 0;
};

/// Decides what each test does (contract C.2 to C.5). `known` answers query_of. Steps are moved out of the tests. `earlier` is
/// the same for all chunks of a report; new cases are to be numbered in it as in the plan.
ChunkPlan plan_chunk(std::span<ReportedTest> tests, std::span<const TestIdentity> identities, std::vector<KnownCase> known,
                     const MappingRules& rules, const ChunkStart& start, EarlierResults& earlier);

/// Gives the new cases of a plan their ids and numbers, counting up.
ChunkPlan numbered(ChunkPlan plan, CaseId first_id, KeyNumber first_number);

}  // namespace testledger
