import { useSlack } from './context';

/** Notes about failures. The region is always present, so that screen readers announce new notes. */
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
