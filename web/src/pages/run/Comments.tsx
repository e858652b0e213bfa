import { Button, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { messageOf } from '#api/errors';
import { type RunPlace, useChangeComments } from '#api/runs';
import { ConfirmDialog } from '#parts/ConfirmDialog';
import { Section } from '#parts/Section';
import { withChanged, without } from './reading/changedComments';
import classes from './Comments.module.css';

export function Comments({ place, comments, mayWrite }: { place: RunPlace; comments: string[]; mayWrite: boolean }) {
  return (
    <Section title="Comments" count={comments.length}>
      {comments.map((comment, index) => (
        <Comment key={`${index} ${comment}`} place={place} comment={comment} mayWrite={mayWrite} />
      ))}
      {mayWrite && <NewComment place={place} />}
    </Section>
  );
}

function Comment({ place, comment, mayWrite }: { place: RunPlace; comment: string; mayWrite: boolean }) {
  const [doing, setDoing] = useState<'edit' | 'remove'>();
  const change = useChangeComments(place);
  const stop = () => (setDoing(undefined), change.reset());
  if (doing === 'edit') return <EditedComment place={place} comment={comment} onDone={stop} />;
  return (
    <div className={classes.comment}>
      <p className={classes.text}>{comment}</p>
      {mayWrite && (
        <span className={classes.deeds}>
          <Button size="compact-xs" variant="subtle" color="gray" aria-label={`Edit the comment: ${comment.slice(0, namedMax)}`} onClick={() => setDoing('edit')}>Edit</Button>
          <Button size="compact-xs" variant="subtle" color="gray" aria-label={`Delete the comment: ${comment.slice(0, namedMax)}`} onClick={() => setDoing('remove')}>Delete</Button>
        </span>
      )}
      {doing === 'remove' && (
        <ConfirmDialog opened title="Delete this comment?" action="Delete the comment" destructive pending={change.isPending} error={change.error} onConfirm={() => change.mutate((all) => without(all, comment), { onSuccess: stop })} onClose={stop}>
          <p className={classes.text}>{comment}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

const namedMax = 60;

function EditedComment({ place, comment, onDone }: { place: RunPlace; comment: string; onDone: () => void }) {
  const [text, setText] = useState(comment);
  const change = useChangeComments(place);
  const save = () => {
    const after = text.trim();
    if (after === '' || after === comment) onDone();
    else change.mutate((all) => withChanged(all, comment, after), { onSuccess: onDone });
  };
  return (
    <CommentForm label="Comment as it shall be" text={text} onText={setText} error={change.error} onSend={save} onCancel={onDone}>
      <Button type="submit" loading={change.isPending}>Save</Button>
      <Button variant="default" onClick={onDone}>Cancel</Button>
    </CommentForm>
  );
}

function NewComment({ place }: { place: RunPlace }) {
  const [text, setText] = useState('');
  const change = useChangeComments(place);
  const send = () => text.trim() !== '' && change.mutate((all) => [...all, text.trim()], { onSuccess: () => setText('') });
  return (
    <CommentForm label="Comment" text={text} onText={setText} error={change.error} onSend={send}>
      {text.trim() !== '' && <Button type="submit" loading={change.isPending}>Comment</Button>}
    </CommentForm>
  );
}

interface FormProps {
  label: string;
  text: string;
  onText: (text: string) => void;
  error: unknown;
  onSend: () => void;
  onCancel?: () => void;
  children: React.ReactNode;
}

function CommentForm({ label, text, onText, error, onSend, onCancel, children }: FormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSend();
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <Textarea
        aria-label={label}
        placeholder="Add a comment"
        autosize
        minRows={1}
        maxRows={12}
        autoFocus={onCancel !== undefined}
        value={text}
        error={error ? messageOf(error) : undefined}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel?.();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSend();
        }}
      />
      <span className={classes.end}>{children}</span>
    </form>
  );
}
