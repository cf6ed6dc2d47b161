'use client';

import { ChevronDown } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { Menu } from '@/components/ui/menu';
import { menuItem } from '@/components/ui/menu-item';
import { policyTypes } from '@/lib/core/policy/policy';
import { aboutType } from './about-type';
import { slugOf } from './policy-slug';

/** The four kinds of policy that can be written. */
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
        {policyTypes.map((type) => (
          <li key={type}>
            <Link href={`/policies/new/${slugOf(type)}`} className={menuItem}>
              <span>
                <span className="block">{aboutType[type].name}</span>
                <span className="block text-sm font-normal text-muted">{aboutType[type].what}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Menu>
  );
}
