import { Link } from '@tanstack/react-router';
import { useMe } from '#api/session';
import { EmptyState } from '#parts/PageState';
import { PageHeader } from '#parts/PageHeader';
import classes from './ProjectsPage.module.css';

export default function ProjectsPage() {
  const { projects } = useMe();
  return (
    <>
      <PageHeader title="Projects" />
      {projects.length === 0 && <EmptyState title="There is no project that you may see.">An administrator of a project can invite you into it.</EmptyState>}
      <div className={classes.cards}>
        {projects.map((project) => (
          <Link key={project.key} to="/projects/$project" params={{ project: project.key }} className={classes.card}>
            <span className={classes.name}>{project.name}</span>
            <span className="mono">{project.key}</span>
          </Link>
        ))}
      </div>
    </>
  );
}
