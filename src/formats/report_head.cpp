#include "formats/report_head.hpp"

#include "formats/json/json_reader.hpp"
#include "formats/xml/xml_reader.hpp"

namespace testledger {
namespace {

constexpr std::size_t keys_max = 64;
constexpr std::size_t key_length_max = 256;

/// The first keys that differ from each other.
class FirstKeys {
 public:
  explicit FirstKeys(std::vector<std::string>& keys) : keys_(keys) {}

  void add(std::string_view key) {
    key = key.substr(0, key_length_max);
    if (keys_.size() < keys_max && std::ranges::find(keys_, key) == keys_.end()) keys_.emplace_back(key);
  }

 private:
  std::vector<std::string>& keys_;
};

/// Sees the root element and the names of the elements at any depth below it.
class XmlHead : public XmlHandler {
 public:
  explicit XmlHead(SeenHead& seen) : seen_(seen), root_keys_(seen.root_keys), inner_keys_(seen.inner_keys) {}

  const Error* on_start(std::string_view name, const XmlAttributes& attributes) override {
    if (seen_.syntax == ReportHead::Syntax::xml) return inner_keys_.add(local_name(name)), nullptr;
    seen_.syntax = ReportHead::Syntax::xml;
    seen_.root = local_name(name).substr(0, key_length_max);
    for (const XmlAttribute& attribute : attributes) root_keys_.add(attribute.name);
    return nullptr;
  }
  const Error* on_end(std::string_view) override { return nullptr; }
  void on_text(std::string_view) override {}

 private:
  SeenHead& seen_;
  FirstKeys root_keys_;
  FirstKeys inner_keys_;
};

/// Sees whether a document is an object or a list, the keys of that object, and those of the objects right below it.
class JsonHead : public JsonHandler {
 public:
  explicit JsonHead(SeenHead& seen) : seen_(seen), root_keys_(seen.root_keys), inner_keys_(seen.inner_keys) {}

  void on_object_begin() override { open("{"); }
  void on_object_end() override { --depth_; }
  void on_array_begin() override { open("["); }
  void on_array_end() override { --depth_; }
  void on_key(std::string_view key) override {
    if (depth_ == 1) root_keys_.add(key);
    if (depth_ == 2) inner_keys_.add(key);
  }
  void on_string_part(std::string_view) override {}
  void on_string_end() override {}
  void on_number(const JsonNumber&) override {}
  void on_bool(bool) override {}
  void on_null() override {}

 private:
  void open(std::string_view bracket) {
    if (depth_++ > 0) return;
    seen_.syntax = ReportHead::Syntax::json;
    seen_.root = bracket;
  }

  SeenHead& seen_;
  FirstKeys root_keys_;
  FirstKeys inner_keys_;
  std::size_t depth_ = 0;
};

bool begins_as_xml(std::string_view head) {
  const std::size_t first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string_view::npos && head[first] == '<';
}

template <class Reader, class Handler>
SeenHead see_as(std::string_view head) {
  SeenHead seen;
  Handler handler(seen);
  Reader reader(handler);
  if (const auto read = reader.feed(head); !read)
    seen.unreadable = read.error();
  else
    (void)reader.finish();  // a head is nearly always cut: what was seen before counts
  return seen;
}

}  // namespace

SeenHead see_head(std::string_view head) {
  SeenHead seen = see_as<XmlReader, XmlHead>(head);
  const bool is_xml = seen.syntax != ReportHead::Syntax::none || begins_as_xml(head);
  if (!is_xml) seen = see_as<JsonReader, JsonHead>(head);
  if (!is_xml || seen.syntax != ReportHead::Syntax::none) seen.unreadable.reset();
  return seen;
}

}  // namespace testledger
