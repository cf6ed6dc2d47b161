/** Sealing takes place every two seconds, and a little later while the server is busy. */
const lateSeconds = 30;

/** How far the audit log is sealed; `unsealedSeconds` is the age of its oldest event that is not. */
export function describeSeal(seal: { seq: number; unsealedSeconds: number | null }): {
  text: string;
  isLate: boolean;
} {
  const { seq, unsealedSeconds } = seal;
  const isLate = unsealedSeconds !== null && unsealedSeconds > lateSeconds;
  const text = seq === 0 ? 'No event is sealed yet.' : `Sealed up to event ${seq}.`;
  if (!isLate) return { text, isLate };
  return { text: `${text} Events have been waiting to be sealed for ${formatAge(unsealedSeconds)}.`, isLate };
}

function formatAge(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return minutes < 2 ? `${Math.round(seconds)} s` : `${minutes} min`;
}
