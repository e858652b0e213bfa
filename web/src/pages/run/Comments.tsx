import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { messageOf } from '#api/errors';
import { type RunPlace, useAddComment } from '#api/runs';
import { Section } from '#parts/Section';
import classes from './RunPage.module.css';

export function Comments({ place, comments, mayWrite }: { place: RunPlace; comments: string[]; mayWrite: boolean }) {
  return (
    <Section title="Comments" count={comments.length}>
      {comments.map((comment, index) => (
        <p key={index} className={classes.comment}>
          {comment}
        </p>
      ))}
      {mayWrite && <NewComment place={place} />}
    </Section>
  );
}

function NewComment({ place }: { place: RunPlace }) {
  const [text, setText] = useState('');
  const add = useAddComment(place);
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() !== '') add.mutate(text.trim(), { onSuccess: () => setText('') });
  };
  return (
    <form onSubmit={send} className={classes.form}>
      <Textarea
        aria-label="Comment"
        placeholder="Add a comment"
        autosize
        minRows={1}
        maxRows={12}
        value={text}
        error={add.error ? messageOf(add.error) : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && send()}
      />
      {text.trim() !== '' && (
        <Button type="submit" loading={add.isPending}>
          Comment
        </Button>
      )}
    </form>
  );
}
