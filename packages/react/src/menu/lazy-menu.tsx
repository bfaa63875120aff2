import { type ComponentProps, lazy, Suspense } from 'react';

const Menu = lazy(async () => ({ default: (await import('./menu.tsx')).Menu }));

/** A menu that is fetched when the first one is opened. */
export function LazyMenu(props: ComponentProps<typeof Menu>) {
  return (
    <Suspense>
      <Menu {...props} />
    </Suspense>
  );
}
