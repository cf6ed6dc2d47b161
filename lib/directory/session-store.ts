export { sessionAdapter as sessionStore } from '@/lib/db/session-adapter';
