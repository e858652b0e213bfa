#include "formats/nunit/nunit_names.hpp"

#include <algorithm>

namespace testledger {
namespace {

constexpr auto npos = std::string_view::npos;

bool is_identifier(char letter) {
  return letter == '_' || (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         static_cast<unsigned char>(letter) >= 0x80;
}

/// Behind the string or character that opens at `at`; npos when it does not end.
std::size_t after_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\')
      ++at;
    else if (text[at] == quote)
      return at + 1;
  }
  return npos;
}

bool opens(char letter) { return letter == '(' || letter == '[' || letter == '{'; }
bool closes(char letter) { return letter == ')' || letter == ']' || letter == '}'; }

/// Behind the bracket that closes the one at `at`; npos when none does.
std::size_t after_brackets(std::string_view text, std::size_t at) {
  for (int depth = 0; at < text.size();) {
    if (text[at] == '"' || (text[at] == '\'' && at > 0 && !is_identifier(text[at - 1]))) {
      at = after_quoted(text, at);
      continue;  // past the end when it never closes
    }
    if (opens(text[at])) ++depth;
    if (closes(text[at]) && --depth == 0) return at + 1;
    ++at;
  }
  return npos;
}

/// Behind the type arguments at `at` ("<Int32>"), `at` itself when there are none.
std::size_t after_type_arguments(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '<') return at;
  for (int depth = 0; at < text.size(); ++at) {
    if (text[at] == '<') ++depth;
    if (text[at] == '>' && --depth == 0) return at + 1;
  }
  return npos;
}

/// Where the arguments of `method` begin in a name that ends with them; npos when the name is not such.
std::size_t arguments_of(std::string_view name, std::string_view method) {
  method = method.substr(0, method.find('<'));
  if (method.empty() || !name.ends_with(')')) return npos;
  for (std::size_t at = name.find(method); at != npos; at = name.find(method, at + 1)) {
    if (at > 0 && name[at - 1] != '.' && name[at - 1] != '+') continue;
    const std::size_t end = after_type_arguments(name, at + method.size());
    if (end < name.size() && name[end] == '(') return end;
  }
  return npos;
}

/// Where arguments begin by the form of the name alone: the bracket behind a word that closes with the name's end. Those of
/// a fixture ("CartTest(1).Adds") close before.
std::size_t arguments_by_form(std::string_view name) {
  if (!name.ends_with(')')) return npos;
  for (std::size_t at = name.find('('); at != npos; at = name.find('(', at)) {
    const std::size_t end = after_brackets(name, at);
    const bool follows_word = at > 0 && (is_identifier(name[at - 1]) || name[at - 1] == '>');
    // Quotes inside strings are not always escaped; such a list runs to the end.
    if (end == name.size() || end == npos) return follows_word ? at : npos;
    at = end;
  }
  return npos;
}

std::size_t find_arguments(const NunitCase& test) {
  if (test.suite_kind == NunitSuiteKind::rows) return arguments_of(test.name, test.suite);
  // One logger writes the arguments into methodname, too: then it says nothing.
  if (!test.method.empty() && test.method.find('(') == npos) return arguments_of(test.name, test.method);
  if (!test.full_name.empty()) return arguments_by_form(test.name);
  return test.suite_kind == NunitSuiteKind::untold ? arguments_of(test.name, test.suite) : npos;
}

/// Where the class ends in a full name without arguments, at the dot: by the suite that is its fixture, else by the last
/// dot of a name that looks like one of code. npos when the name has no class.
std::size_t class_end(std::string_view head, std::span<const std::string> containers) {
  for (std::size_t i = containers.size(); i-- > 0;) {
    const std::string inside = containers[i] + ".";
    for (std::size_t at = head.rfind(inside); at != npos; at = at == 0 ? npos : head.rfind(inside, at - 1))
      if (at == 0 || head[at - 1] == '.' || head[at - 1] == '+') return at + inside.size() - 1;
  }
  const std::size_t dot = head.rfind('.');
  const bool is_code = std::ranges::all_of(head, [](char letter) { return is_identifier(letter) || letter == '.' || letter == '+'; });
  return is_code && dot != 0 ? dot : npos;
}

/// NUnit 3: what the report says, but one logger writes the class without its namespace.
std::string_view stated_class(const NunitCase& test) {
  const std::string_view full = test.full_name;
  if (!test.class_name.empty() && full.starts_with(test.class_name) && full.size() > test.class_name.size() &&
      !is_identifier(full[test.class_name.size()]))
    return test.class_name;
  if (full.size() > test.name.size() + 1 && full.ends_with(test.name) && full[full.size() - test.name.size() - 1] == '.')
    return full.substr(0, full.size() - test.name.size() - 1);
  return test.class_name;
}

bool is_assembly(std::string_view suite) { return suite.ends_with(".dll") || suite.ends_with(".exe") || suite.ends_with(".nunit"); }

/// NUnit 2: class and name out of the full name. Tools that imitate it write the bare name; then the suite is the class.
void take_class(NunitName& taken, const NunitCase& test) {
  const std::size_t end = class_end(taken.identity, test.containers);
  taken.name = test.name.substr(end + 1);  // npos + 1 is 0
  if (end != npos) {
    taken.class_name = test.name.substr(0, end);
  } else if (!test.containers.empty() && !is_assembly(test.containers.back())) {
    taken.class_name = test.containers.back();
    taken.identity = taken.class_name + "." + taken.identity;
  }
}

}  // namespace

NunitSuiteKind nunit_suite_kind(std::string_view type) {
  if (type.empty()) return NunitSuiteKind::untold;
  for (const std::string_view rows : {"ParameterizedMethod", "ParameterizedTest", "GenericMethod", "Theory"})
    if (type == rows) return NunitSuiteKind::rows;
  return NunitSuiteKind::container;
}

NunitName nunit_name(const NunitCase& test) {
  NunitName taken;
  const std::size_t begin = find_arguments(test);
  const std::string_view list = begin == npos ? std::string_view{} : test.name.substr(begin);
  taken.is_row = begin != npos;
  if (taken.is_row) taken.arguments = list.substr(1, list.size() - 2);

  std::string_view identity = test.full_name.empty() ? test.name : test.full_name;
  if (identity.ends_with(list)) identity.remove_suffix(list.size());
  taken.identity = identity;
  if (!test.full_name.empty()) {
    taken.class_name = stated_class(test);
    taken.name = test.name;
    return taken;
  }
  take_class(taken, test);
  return taken;
}

std::vector<std::string_view> split_arguments(std::string_view list) {
  std::vector<std::string_view> arguments;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    while (begin < end && list[begin] == ' ') ++begin;
    arguments.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  };
  for (std::size_t at = 0; at < list.size();) {
    std::size_t next = at + 1;
    if (list[at] == ',')
      add(at);
    else if (opens(list[at]))
      next = after_brackets(list, at);
    else if (list[at] == '"' || (list[at] == '\'' && at == begin))
      next = after_quoted(list, at);
    at = next == npos ? list.size() : next;
  }
  if (!list.empty()) add(list.size());
  return arguments;
}

}  // namespace testledger
