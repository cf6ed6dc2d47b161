import { redirect } from 'next/navigation';
import { currentPerson, requireContext } from '@/lib/auth/session';

/** Leads to the page that a person needs first. */
export default async function HomePage() {
  await requireContext();
  const person = await currentPerson();
  redirect(person?.role === 'Admin' ? '/overview' : '/request-access');
}
