#pragma once

#include <array>
#include <string>

#include "formats/robot/robot_message.hpp"
#include "formats/robot/robot_step.hpp"
#include "formats/robot/robot_suites.hpp"
#include "reports/reported_test.hpp"

namespace testledger {

/// The record of the test that is being read, put together from what either syntax tells of it. Top-level items of the
/// body become steps; of those below only the messages are kept, so that deep keyword trees take no memory.
class RobotRecord {
 public:
  void begin(Place place);
  /// Whether a test is open that can be told from others: keys of JSON come in any order.
  bool is_known() const { return open_ && !(test_.name.empty() && test_.tags.empty()); }
  /// For the fields that a report tells directly.
  ReportedTest& test() { return test_; }
  void add_tag(std::string tag);
  void add_property(std::string name, std::string value);
  void set_verdict(RobotVerdict verdict) { verdict_ = std::move(verdict); }

  void begin_item(std::string_view type);
  /// The item begun last and not ended, for what is told of it; null where nothing of it is kept.
  RobotItem* item() { return item_depth_ == 0 || item_depth_ > items_.size() ? nullptr : &items_[item_depth_ - 1]; }
  void end_item();
  /// Ends an item that turned out to be none.
  void drop_item() { --item_depth_; }
  void add_message(RobotMessage message);

  /// Completes the record and counts the test; the reference is valid until begin.
  ReportedTest& end(RobotSuites& suites);
  /// Completes it as far as it was told when the file broke off.
  ReportedTest& cut(const RobotSuites& suites);

 private:
  void add_step(ReportedStep step);
  void add_images(std::vector<ReportedAttachment> images);
  void conclude();
  std::size_t step_room() const;

  ReportedTest test_;
  RobotVerdict verdict_;
  std::array<RobotItem, 2> items_;  ///< the open step and, inside IF and TRY, its open branch
  std::size_t item_depth_ = 0;
  LimitedText output_;
  std::size_t steps_size_ = 0;
  std::size_t images_size_ = 0;
  bool open_ = false;
};

}  // namespace testledger
