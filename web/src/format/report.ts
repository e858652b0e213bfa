const names: Record<string, string> = { testng: 'TestNG', junit: 'JUnit', nunit: 'NUnit', cucumber: 'Cucumber', robot: 'Robot Framework', newman: 'Newman' };

/** The name of a report's format as its people write it. */
export const formatName = (format: string) => names[format.toLowerCase()] ?? format;
