'use client';

import { ChevronDown } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { Menu } from '@/components/ui/menu';
import { menuItem } from '@/components/ui/menu-item';
import { enforcedPolicyTypes, formatPolicyType } from '@/lib/core/policy/policy';

import { slugOf } from './policy-slug';
import { policyTypeDescription } from './policy-type-description';

/** A menu of the types of policy that the console creates. */
export function NewPolicyMenu() {
  return (
    <Menu
      buttonClass={buttonClass('primary')}
      panelClass="left-0 w-72 sm:right-0 sm:left-auto"
      button={
        <>
          New policy
          <ChevronDown aria-hidden size={15} />
        </>
      }
    >
      <ul>
        {enforcedPolicyTypes.map((type) => (
          <li key={type}>
            <Link href={`/policies/new/${slugOf(type)}`} className={menuItem}>
              <span>
                <span className="block">{formatPolicyType(type)}</span>
                <span className="block text-sm font-normal text-muted">{policyTypeDescription[type]}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Menu>
  );
}
