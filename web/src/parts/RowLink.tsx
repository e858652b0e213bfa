import { type LinkProps, useRouter } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';

interface Props extends Pick<LinkProps, 'to' | 'params'> {
  className?: string;
  title?: string;
  children: ReactNode;
}

/**
 * The link of a row in a long table that leads where the row does; a plain click is the table's. The router's own link looks at the
 * address again whenever that changes, which makes a hundred of them slow.
 */
export function RowLink({ to, params, ...rest }: Props) {
  const router = useRouter();
  const values = JSON.stringify(params);
  const href = useMemo(() => router.history.createHref(router.buildLocation({ to, params: JSON.parse(values) }).publicHref), [router, to, values]);
  return <a href={href} data-opens-row {...rest} />;
}
