import { useSlack } from './context';

/** Short notes about what went wrong; always there, so that screen readers hear new ones. */
export function Notes() {
  const { notes } = useSlack();
  return (
    <div className="notes" role="status">
      {notes.map((note) => (
        <p key={note.id}>{note.text}</p>
      ))}
    </div>
  );
}
