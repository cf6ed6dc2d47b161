export { forgetOldPasses } from '@/lib/db/connections/web-passes';
