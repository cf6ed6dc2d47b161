import { useState } from 'react';
import { permissionTexts } from '../permissions';
import { useSlack } from './context';
import { Dialog } from './dialog';

/** The tab About: permissions and commands of the app, and its removal, which Slack has under Configuration. */
export function AppAbout() {
  const { snapshot, send, note } = useSlack();
  const [isConfirming, setConfirming] = useState(false);
  const { app, me, team } = snapshot;
  const remove = async () => {
    setConfirming(false);
    const { error } = await send<{ error?: string }>('remove-app', {});
    note(error ?? `${app.name} has been removed from ${team.name}.`);
  };
  if (!app.installed)
    return (
      <p className="empty">
        {app.name} is not installed in {team.name}.
      </p>
    );
  return (
    <div className="about">
      <h2>Commands</h2>
      <ul>
        {app.commands.map((each) => (
          <li key={each.command}>
            <code>{each.command}</code> {each.description}
          </li>
        ))}
      </ul>
      <h2>What {app.name} can do</h2>
      <ul>
        {app.scopes.map((scope) => (
          <li key={scope}>{permissionTexts[scope] ?? scope}</li>
        ))}
      </ul>
      <h2>Configuration</h2>
      {me.isAdmin ? (
        <button type="button" className="button danger" onClick={() => setConfirming(true)}>
          Remove App
        </button>
      ) : (
        <p className="quiet">Workspace admins can remove this app.</p>
      )}
      {isConfirming && (
        <Dialog title={`Remove ${app.name}?`} onClose={() => setConfirming(false)}>
          <div className="dialog-body">
            Its commands and buttons stop working for everyone in {team.name}. Its messages stay.
          </div>
          <footer className="dialog-foot">
            <button type="button" className="button" onClick={() => setConfirming(false)}>
              Cancel
            </button>
            <button type="button" className="button danger" onClick={remove}>
              Remove
            </button>
          </footer>
        </Dialog>
      )}
    </div>
  );
}
