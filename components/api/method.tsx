import { Badge, type Tone } from '@/components/ui/badge';

const tones: Readonly<Record<string, Tone>> = { GET: 'neutral', POST: 'ok', PATCH: 'warn', DELETE: 'bad' };

/** A method of HTTP, colored by what it does. */
export function Method({ name }: { name: string }) {
  return <Badge tone={tones[name] ?? 'neutral'}>{name}</Badge>;
}
