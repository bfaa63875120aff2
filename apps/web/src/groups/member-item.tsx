import { createContext, type Ref, use } from 'react';
import type { CustomItemComponentProps } from 'virtua';

/** How many entries the list has, drawn or not. */
export const ItemCount = createContext(0);

/** One entry of a list of which only a part is drawn: it says where it stands in the whole. */
export function MemberItem({ style, index, children, ref }: CustomItemComponentProps) {
  const count = use(ItemCount);
  return (
    <li ref={ref as Ref<HTMLLIElement>} style={style} aria-setsize={count} aria-posinset={index + 1}>
      {children}
    </li>
  );
}
