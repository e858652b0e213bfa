import { Link } from '@tanstack/react-router';

/** What to do where there are no results yet; a cycle's own when one is named. */
export function UploadHint({ project, cycle }: { project: string; cycle?: string }) {
  return (
    <>
      <Link to="/projects/$project/upload" params={{ project }} search={{ cycle, way: 'github' }} className="link">
        Upload from GitHub Actions
      </Link>
      {', '}
      <Link to="/projects/$project/upload" params={{ project }} search={{ cycle }} className="link">
        with curl, from GitLab, Jenkins or Azure
      </Link>
      {cycle !== undefined && (
        <>
          {', or '}
          <Link to="/projects/$project/cycles/$cycle/import" params={{ project, cycle }} className="link">
            choose files here
          </Link>
        </>
      )}
      .
    </>
  );
}
