export { forgetOldPasses } from '@/lib/db/web-passes';
