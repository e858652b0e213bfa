import type { Schema } from './client';

export type ReportType = Schema<'ReportType'>;

interface Format {
  type: ReportType;
  /** What its reports are called by, for people. */
  about: string;
  /** A command that writes such a report, and where it is then. */
  command: string;
  report: string;
}

/** The formats that are read, in the order of the server's own list. */
export const formats: readonly Format[] = [
  { type: 'JUnit', about: 'JUnit XML, as most runners write it', command: 'pytest --junitxml=report.xml', report: 'report.xml' },
  { type: 'TestNG', about: 'TestNG’s testng-results.xml', command: 'mvn -B test', report: 'target/surefire-reports/testng-results.xml' },
  { type: 'NUnit', about: 'NUnit 2 and 3 XML, also of dotnet test', command: 'dotnet test --logger "nunit;LogFilePath=TestResult.xml"', report: 'TestResult.xml' },
  { type: 'Cucumber', about: 'Cucumber JSON, also of behave, godog and karate', command: 'npx cucumber-js --format json:cucumber.json', report: 'cucumber.json' },
  { type: 'Robot', about: 'Robot Framework’s output.xml or output.json', command: 'robot --output output.xml tests', report: 'output.xml' },
  { type: 'Newman', about: 'Newman’s JSON report', command: 'newman run collection.json --reporters json --reporter-json-export newman.json', report: 'newman.json' },
];

export const reportTypes: readonly ReportType[] = formats.map((format) => format.type);

export const formatOf = (type: ReportType) => formats.find((format) => format.type === type) as Format;
