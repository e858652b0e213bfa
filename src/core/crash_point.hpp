#pragma once

/// A place where tests kill the process, to see what is left (docs/reliability.md). Only builds with assertions have any; in what is
/// shipped the macro is nothing at all.
///
/// TESTLEDGER_CRASH_AT="name:3" in the environment: the third time that the place is passed is the end, as by kill -9.
/// TESTLEDGER_CRASH_TRACE=FILE: a line with its name is appended to the file whenever a place is passed.
/// TESTLEDGER_CRASH_TEST=N: a part of an import has N results, reports above 256 N bytes are imported in parts, and LESS_IN_CRASH_TESTS
/// is the lesser value.
#ifndef NDEBUG

namespace testledger {
void pass_crash_point(const char* name);
/// 0: it is none.
int results_of_crash_test();
}  // namespace testledger

#define CRASH_POINT(name) ::testledger::pass_crash_point(name)
/// What is so large, or so rare, that a test that is to take a second needs less of it.
#define LESS_IN_CRASH_TESTS(less, usual) (::testledger::results_of_crash_test() > 0 ? (less) : (usual))

#else

#define CRASH_POINT(name) static_cast<void>(0)
#define LESS_IN_CRASH_TESTS(less, usual) (usual)

#endif
