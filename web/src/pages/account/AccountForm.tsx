import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { FormEvent, ReactNode } from 'react';
import { ApiError, messageOf } from '#api/errors';
import classes from './AccountForm.module.css';

export interface Field {
  name: string;
  label: string;
  /** What the browser's keeper of passwords shall take it for. */
  autoComplete: string;
  secret?: boolean;
  initial?: string;
  hint?: string;
}

interface Props<Name extends string> {
  title: string;
  about?: ReactNode;
  fields: readonly (Field & { name: Name })[];
  action: string;
  pending: boolean;
  error: unknown;
  onSubmit: (values: Record<Name, string>) => void;
  children?: ReactNode;
}

/** A form in the middle of an empty page: signing in and what leads to it. */
export function AccountForm<Name extends string>({ title, about, fields, action, pending, error, onSubmit, children }: Props<Name>) {
  useDocumentTitle(`${title} – Testledger`);
  const faulty = error instanceof ApiError ? fields.find((field) => field.name === error.details.field) : undefined;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onSubmit(Object.fromEntries(fields.map(({ name }) => [name, String(form.get(name) ?? '')])) as Record<Name, string>);
  };
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <p className={classes.brand}>Testledger</p>
        <h1 className={classes.title}>{title}</h1>
        {about && <div className={classes.about}>{about}</div>}
        <form onSubmit={submit} className={classes.form}>
          {fields.map(({ secret, initial, hint, ...field }, index) => {
            const Input = secret ? PasswordInput : TextInput;
            return <Input key={field.name} {...field} id={field.name} description={hint} defaultValue={initial} required withAsterisk={false} autoFocus={index === firstEmpty(fields)} error={field.name === faulty?.name ? messageOf(error) : undefined} />;
          })}
          {error != null && !faulty && (
            <p role="alert" className={classes.error}>
              {messageOf(error)}
            </p>
          )}
          <Button type="submit" size="sm" loading={pending} fullWidth>
            {action}
          </Button>
        </form>
        {children && <div className={classes.foot}>{children}</div>}
      </div>
    </main>
  );
}

const firstEmpty = (fields: readonly Field[]) => fields.findIndex((field) => !field.initial);
