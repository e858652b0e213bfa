#pragma once

namespace testledger {

// What the help pages say below the options; each page reads like a manual page.

inline constexpr const char* inspect_exit_codes = R"(
EXIT STATUS (with several files the highest counts)
  0  every file was read to its end
  1  a file is no report, or a damaged one
  2  a file could not be looked at: it is missing, or a directory, or the command line is wrong)";

inline constexpr const char* import_exit_codes = R"(
EXIT STATUS (with several files the highest counts; one file that fails does not keep the others from being imported)
  0  every result was taken
  1  every file was imported, but some of the results, or all of them, were refused
  2  a file could not be imported: missing, damaged, refused by the server, no answer, wrong options, a pattern that
     no file fits; the message says what to do)";

inline constexpr const char* verify_exit_codes = R"(
EXIT STATUS
  0  everything is in good order
  1  something is not; each violation is listed with its code
  2  it could not be looked at)";

inline constexpr const char* main_footer = R"(
Every option can be given as an environment variable instead; it is named beside the option.
Secrets are read from files or from the environment, never from the command line.

EXAMPLES
  testledger init --data ./data --project AT --name "Acme Tests" --admin-token-file ./admin.token
  testledger serve --data ./data --listen 127.0.0.1:8080
  testledger import --url http://127.0.0.1:8080 --token-file ./admin.token --project AT \
      --cycle AT-CY-Adhoc --create-case true build/TEST-*.xml
  testledger inspect build/TEST-*.xml

Run 'testledger COMMAND --help' for one command.)";

inline constexpr const char* init_footer = R"(
Creates the directory if needed (mode 0700), the database, the project with its ad-hoc cycle, the user "admin" and an API
token, which is written to FILE (mode 0600) and shown nowhere else. A directory that holds a database already is refused.
The code that it prints gives "admin" a password, once, within 24 hours: POST /api/setup. 'serve' leaves another one in the
file setup.code of the data directory as long as no administrator has a password.

EXAMPLE
  testledger init --data /var/lib/testledger --project AT --name "Acme Tests" --admin-token-file /root/testledger.token)";

inline constexpr const char* serve_footer = R"(
Prints one line with the URL when it is ready; logs JSON lines to stderr. SIGTERM or Ctrl-C ends it after the requests at
hand are answered. Port 0 takes a free port; --port-file tells which.

EXAMPLES
  testledger serve --data ./data
  testledger serve --data ./data --listen 0.0.0.0:8080
  testledger serve --data ./data --listen 127.0.0.1:0 --port-file ./port
  testledger serve --data ./data --keep-reports 90d)";

inline constexpr const char* work_footer = R"(
A SQLite store is written by one process alone, the server, which processes batches itself: see 'testledger serve --workers'.
Workers of their own are for a database that several processes share.)";

inline constexpr const char* administration_footer = R"(
Works on the data directory, whether or not a server runs on it: a running server carries the command out itself.)";

inline constexpr const char* backup_footer = R"(
Works while a server runs on the data directory: the server makes the backup itself and goes on serving. The backup is of one
moment and contains everything that was acknowledged before it began. It is written to DIRECTORY.partial-XXXXXX, verified, and
renamed at the end; what has the name DIRECTORY is complete. A relative DIRECTORY is below the current one, and a running
server's account must be able to write there. Stored files are hard links where DIRECTORY is on the same file system: keep it
on another disk.

EXAMPLE
  testledger backup --data /var/lib/testledger /mnt/backup/testledger-$(date +%F))";

inline constexpr const char* restore_footer = R"(
Every file is compared with the backup's list while it is copied; the data directory gets its name when all of it is on disk
and verified. It must not exist yet, or be empty. The backup stays as it is. Tokens are those of the time of the backup.

EXAMPLE
  testledger restore --data /var/lib/testledger /mnt/backup/testledger-2026-11-22)";

inline constexpr const char* verify_footer = R"(
Checks the database file and what is promised of its rows, and that every stored file that is needed is there; --hashes
reads all of them. DIR may be a data directory, with or without a server running on it, or a backup, whose files are
always read. Nothing is repaired. A running server does the same by itself every day, without --hashes, and logs what it finds.

EXAMPLES
  testledger verify --data /var/lib/testledger
  testledger verify --data /mnt/backup/testledger-2026-11-22 --output json)";

inline constexpr const char* inspect_footer = R"(
Reads reports without a server and tells what is in them: format, producer, counts, warnings and errors with line and
column. The format is told from the content, never from the name; --type names it where you know better.
With --json one object per file and line (with --output json one array of them):
  {"file","format","tests","passed","failed","errored","skipped","other",
   "assertions":{"passed","failed","skipped"},"warnings","error":null|{"message","line","column"}, ...}
The file - is standard input; pipes are read as well.

EXAMPLES
  testledger inspect target/surefire-reports/*.xml
  testledger inspect --json cucumber.json | jq .failed)";

inline constexpr const char* import_footer = R"(
Uploads reports, streamed, one request per file, and prints what came of it. The format of each file is told from its
content unless --type names it. The cycle is a key such as AT-CY-7, or AT-CY-Adhoc, the project's cycle for everything else;
--new-cycle makes one first. Values of true/false options may be written in any letter case, also 1 and 0; an option without
a value means true. An option on the line counts before any environment variable.
The token is read from --token-file or from the environment variable TESTLEDGER_TOKEN.
The file - is standard input; pipes are read as well. Both are kept in a temporary file (TMPDIR) until they are sent.
With --output json one array of {"file","cycle","answer"|"error"}, with ndjson the same objects, a line each as a file is done.
On a terminal, stderr shows how far the upload, and with --wait the batch, has come.
The address in --url may have a context path (https://host/jira) and the API's prefix behind it.

PATTERNS (in quotes, so that the shell leaves them alone)
  *  any characters of a name   ?  one character   [a-z] [!a-z]  one of these, one but these   \  the next one is meant itself
  **  any directories, also none; symbolic links to directories are not followed by it
  Names that begin with a dot fit only where the pattern has the dot. Files are taken in the order of their names, each once.
  A name that exists is that file, whatever characters it has.

RETRIES
  Without an answer (no connection, a cut one, --timeout), and when the server says 429, 502, 503, 504 or 507, the same report is sent
  again up to --retries times, after 0.5, 1, 2, ... 30 seconds, or as long as the server's Retry-After says. All of them carry
  the same Idempotency-Key. Any other refusal stands at once.

DRY RUN
  With --dry-run the server reads the report and tells what it would do, case by case; nothing is written.

HOW RESULTS FIND THEIR CASE
  A key of the project in the test's name or tags (AT-TC-12, also AT_TC_12) decides. Without one the automation key does,
  "class.name" for most formats. Without a case, --create-case true makes one; else the result is refused.

EXAMPLES
  testledger import --url http://127.0.0.1:8080 --token-file t --project AT --cycle AT-CY-7 build/report.xml
  testledger import --url https://tests.example.org --project AT --new-cycle "Nightly 412" --create-case *.xml
  testledger import --url https://tests.example.org --project AT --cycle AT-CY-7 --batch --wait '**/TEST-*.xml'
  run-tests | testledger import --url http://127.0.0.1:8080 --token-file t --project AT --cycle AT-CY-7 -)";

inline constexpr const char* batch_footer = R"(
A batch is a report that was sent with 'testledger import --batch': it is queued, imported in its cycle's turn, and kept. Its number
is what 'import' and 'batch list' print; its cycle is asked from the server unless --cycle names it.
  list     newest first; --state queued, processing, completed, failed or cancelled
  show     state, counts, times, who sent it; errors and warnings with their reasons
  watch    follows it until it has ended, on a terminal with a line that tells how far it is, and then shows it
  cancel   a batch that has not ended
  retry    queues one that failed or was cancelled again
  undo     takes back what it has written
  receipt  what was decided about each result: JSON, a line each
  file     the report as it was sent
receipt and file go to stdout or, whole or not at all, to the file that --to names.
Requests that read are sent again when there is no answer (--retries); those that change something are not.
The token is read from --token-file or from the environment variable TESTLEDGER_TOKEN.

EXAMPLES
  export TESTLEDGER_URL=http://127.0.0.1:8080 TESTLEDGER_TOKEN_FILE=./admin.token TESTLEDGER_PROJECT=AT
  testledger batch list --state failed
  testledger batch watch 17 && testledger batch receipt 17 --to receipt.ndjson

EXIT STATUS
  0  done; of watch: every result was taken
  1  of watch: some of the results, or all of them, were refused
  2  it could not be done; of watch: the batch failed or was cancelled; the message says what to do)";

}  // namespace testledger
