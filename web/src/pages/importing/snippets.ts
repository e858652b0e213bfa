// What people copy into their pipelines. A token is never in it: each names where the pipeline keeps its secrets.
import { formatOf, type ReportType } from '#api/formats';

export interface SnippetPlace {
  /** This server, without a slash at its end. */
  server: string;
  project: string;
  cycle: string;
  type: ReportType;
}

export interface Way {
  id: 'curl' | 'github' | 'gitlab' | 'jenkins' | 'azure';
  label: string;
  /** Where the text goes to. */
  file: string;
  /** Where the token goes to. */
  secret: string;
  text: (place: SnippetPlace) => string;
}

export const ways: readonly Way[] = [
  { id: 'curl', label: 'curl', file: 'In a shell', secret: 'The environment variable TESTLEDGER_TOKEN', text: (place) => `${curl(place).join('\n')}\n` },
  {
    id: 'github',
    label: 'GitHub Actions',
    file: '.github/workflows/tests.yml',
    secret: 'In the repository: Settings, Secrets and variables, Actions, New repository secret, named TESTLEDGER_TOKEN',
    text: githubText,
  },
  { id: 'gitlab', label: 'GitLab CI', file: '.gitlab-ci.yml', secret: 'In the project: Settings, CI/CD, Variables, Add variable, masked, named TESTLEDGER_TOKEN', text: gitlabText },
  { id: 'jenkins', label: 'Jenkins', file: 'Jenkinsfile', secret: 'Manage Jenkins, Credentials, Add credentials, kind “Secret text”, with the ID testledger-token', text: jenkinsText },
  { id: 'azure', label: 'Azure Pipelines', file: 'azure-pipelines.yml', secret: 'Edit the pipeline, Variables, New variable, kept secret, named TESTLEDGER_TOKEN', text: azureText },
];

/** The request by which a report goes into a cycle, as the lines of a shell command. */
function curl({ server, project, cycle, type }: SnippetPlace): string[] {
  const address = `${server}/aio-tcms/api/v1/project/${segment(project)}/testcycle/${segment(cycle)}/import/results?type=${type}`;
  return [
    'curl -sS --fail-with-body \\',
    '  -H "Authorization: Bearer $TESTLEDGER_TOKEN" \\',
    `  -F "file=@${formatOf(type).report}" -F createCase=true \\`,
    `  "${address}"`,
  ];
}

function githubText(place: SnippetPlace): string {
  const { command, report } = formatOf(place.type);
  return lines(
    'name: tests',
    'on: [push]',
    'jobs:',
    '  test:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: actions/checkout@v4',
    '      - name: Run the tests',
    `        run: ${command}`,
    '      - name: Send the report to Testledger',
    `        if: always() && hashFiles('${report}') != ''  # also when tests failed`,
    '        env:',
    '          TESTLEDGER_TOKEN: ${{ secrets.TESTLEDGER_TOKEN }}',
    '        run: |',
    ...indented(10, curl(place)),
  );
}

function gitlabText(place: SnippetPlace): string {
  const { command, report } = formatOf(place.type);
  return lines(
    'test:',
    '  script:',
    `    - ${command}`,
    '  after_script:  # also when tests failed',
    '    - |',
    ...indented(6, curl(place)),
    '  artifacts:',
    '    when: always',
    `    paths: [${report}]`,
  );
}

function jenkinsText(place: SnippetPlace): string {
  return lines(
    'pipeline {',
    '    agent any',
    '    stages {',
    '        stage(\'Test\') {',
    `            steps { sh '${formatOf(place.type).command}' }`,
    '        }',
    '    }',
    '    post {',
    '        always {  // also when tests failed',
    "            withCredentials([string(credentialsId: 'testledger-token', variable: 'TESTLEDGER_TOKEN')]) {",
    "                sh '''",
    // In Groovy's texts a backslash stands for itself when it is doubled.
    ...indented(20, curl(place)).map((line) => line.replace(/\\$/, '\\\\')),
    "                '''",
    '            }',
    '        }',
    '    }',
    '}',
  );
}

function azureText(place: SnippetPlace): string {
  return lines(
    'trigger: [main]',
    'pool:',
    '  vmImage: ubuntu-latest',
    'steps:',
    `  - script: ${formatOf(place.type).command}`,
    '    displayName: Run the tests',
    '  - script: |',
    ...indented(6, curl(place)),
    '    displayName: Send the report to Testledger',
    '    condition: succeededOrFailed()  # also when tests failed',
    '    env:',
    '      TESTLEDGER_TOKEN: $(TESTLEDGER_TOKEN)  # secrets reach a script only when named here',
  );
}

const lines = (...all: string[]) => `${all.join('\n')}\n`;
const indented = (columns: number, all: string[]) => all.map((line) => ' '.repeat(columns) + line);

/** A key as a part of an address that means nothing to shells, YAML and Groovy. */
const segment = (key: string) => encodeURIComponent(key).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/** Whether only this machine knows the server under that address, so that no pipeline elsewhere can reach it. */
export const isLocal = (server: string) => /^(localhost|127\.|\[::1\])/.test(new URL(server).host);
