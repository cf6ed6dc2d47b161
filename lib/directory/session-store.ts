export { sessionAdapter as sessionStore } from '@/lib/db/people/session-adapter';
