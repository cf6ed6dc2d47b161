export { forgetOldLogins } from '@/lib/db/people/zli-logins';
