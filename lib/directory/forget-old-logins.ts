export { forgetOldLogins } from '@/lib/db/zli-logins';
