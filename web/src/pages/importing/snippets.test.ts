import { describe, expect, it } from 'vitest';
import { reportTypes } from '#api/formats';
import { isLocal, type SnippetPlace, ways } from './snippets';

const place: SnippetPlace = { server: 'https://qa.example/testledger', project: 'AT', cycle: 'AT-CY-3', type: 'JUnit' };
const address = 'https://qa.example/testledger/aio-tcms/api/v1/project/AT/testcycle/AT-CY-3/import/results?type=JUnit';

describe.each(ways.map((way) => [way.label, way] as const))('%s', (_, way) => {
  it('sends to this server, project and cycle', () => {
    expect(way.text(place)).toContain(`"${address}"`);
  });

  it.each(reportTypes)('names the format and its file: %s', (type) => {
    const text = way.text({ ...place, type });
    expect(text).toContain(`results?type=${type}"`);
    expect(text).toMatch(/-F "file=@[\w./-]+\.(xml|json)"/);
  });

  it('has the token from a variable alone', () => {
    const text = way.text(place);
    expect(text).toContain('Bearer $TESTLEDGER_TOKEN"');
    expect(text).not.toContain('tl_');
  });

  it('lets no key out of its quotes', () => {
    const text = way.text({ ...place, cycle: `"'$(x)\`\n\\!` });
    expect(text).toContain('/testcycle/%22%27%24%28x%29%60%0A%5C%21/import');
  });

  it('has no line that goes on without saying so', () => {
    const command = way.text(place).split('\n').map((line) => line.trim());
    const first = command.findIndex((line) => line.startsWith('curl'));
    expect(command.slice(first, first + 4).map((line) => line.endsWith('\\'))).toEqual([true, true, true, false]);
  });
});

it('keeps the secret of GitHub out of the commands', () => {
  const text = ways.find((way) => way.id === 'github')?.text(place) ?? '';
  const [before, commands = ''] = text.split('run: |');
  expect(before).toContain('TESTLEDGER_TOKEN: ${{ secrets.TESTLEDGER_TOKEN }}');
  expect(commands).not.toContain('${{');
});

it('doubles the backslashes for Groovy', () => {
  expect(ways.find((way) => way.id === 'jenkins')?.text(place)).toContain('--fail-with-body \\\\\n');
});

it.each([
  ['http://127.0.0.1:8080', true],
  ['http://localhost:5173', true],
  ['http://[::1]:8080', true],
  ['https://qa.example/testledger', false],
])('whether %s is known on its own machine alone: %s', (server, expected) => {
  expect(isLocal(server)).toBe(expected);
});
