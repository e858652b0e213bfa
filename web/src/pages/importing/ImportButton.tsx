import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { Cycle } from '#api/cycles';
import { useMay } from '#api/projects';
import { UploadIcon } from '#parts/icons';
import { cycleSearch } from '#routes/cycles';

const ImportDialog = lazy(() => import('./ImportDialog'));

/** Opens the import dialog, which the address keeps open: "?import=true". */
export function ImportButton({ project, cycle }: { project: string; cycle: Cycle }) {
  const may = useMay(project, 'report');
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const show = (isShown: boolean) => void navigate({ to: '.', search: ((before: Record<string, unknown>) => ({ ...before, import: isShown || undefined })) as never, resetScroll: false });
  if (!may || cycle.isClosed) return null;
  return (
    <>
      <Button variant="default" leftSection={<UploadIcon size={14} />} onClick={() => show(true)}>
        Import
      </Button>
      {cycleSearch.filled(raw).import && (
        <Suspense>
          <ImportDialog project={project} cycle={cycle.key} onClose={() => show(false)} />
        </Suspense>
      )}
    </>
  );
}
