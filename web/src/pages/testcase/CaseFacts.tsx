import type { Case } from '#api/cases';
import { useConfiguration } from '#api/configuration';
import { durationText } from '#format/duration';
import { linkOf } from '#format/url';
import { CopyButton } from '#parts/CopyButton';
import { Fact, Facts } from '#parts/Facts';
import { FieldFacts } from '#parts/fields/FieldFacts';
import { TagList } from '#parts/TagList';
import { When } from '#parts/When';
import classes from './CasePage.module.css';

/** What the lists of the project say of a case, and how imports find it. */
export function CaseFacts({ project, testCase }: { project: string; testCase: Case }) {
  const { requirementUrl } = useConfiguration(project).links;
  const { automationKey, customFields, tags, jiraRequirementIDs } = testCase;
  return (
    <Facts>
      <Fact name="Priority">{testCase.priority.name}</Fact>
      <Fact name="Type">{testCase.type.name}</Fact>
      <Fact name="Script">{testCase.scriptType.name}</Fact>
      <Fact name="Automation">{testCase.automationStatus.name}</Fact>
      {automationKey !== null && (
        <Fact name="Automation key">
          <span className="mono">{automationKey}</span> <CopyButton value={automationKey} label="Copy the automation key" />
        </Fact>
      )}
      <Fact name="Owner">{testCase.ownedByID ?? '–'}</Fact>
      {tags.length > 0 && <Fact name="Tags"><TagList names={tags.map(({ tag }) => tag.name)} /></Fact>}
      {jiraRequirementIDs.length > 0 && (
        <Fact name="Requirements">
          <span className={classes.keys}>{jiraRequirementIDs.map((key) => <Requirement key={key} name={key} url={linkOf(requirementUrl, key)} />)}</span>
        </Fact>
      )}
      {testCase.estimatedEffort > 0 && <Fact name="Estimate">{durationText(testCase.estimatedEffort)}</Fact>}
      <FieldFacts project={project} values={customFields} />
      <Fact name="Created"><When time={testCase.createdDate} /></Fact>
    </Facts>
  );
}

function Requirement({ name, url }: { name: string; url: string | undefined }) {
  return url ? <a href={url} target="_blank" rel="noreferrer" className="link mono">{name}</a> : <span className="mono">{name}</span>;
}
