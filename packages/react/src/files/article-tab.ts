import { createContext, type RefObject, use, useEffect, useState } from 'react';

/** Whether Tab stops at what is below: in a feed only in the article that has the focus; elsewhere always. */
export const ArticleTab = createContext<0 | -1>(0);

export function useArticleTab(): 0 | -1 {
  return use(ArticleTab);
}

/** Follows the focus of the article an element is in: a long conversation is not a long way for the Tab key. */
export function useTabInArticle(inside: RefObject<HTMLElement | null>): 0 | -1 {
  const [focused, setFocused] = useState(false);
  useEffect(() => {
    const article = inside.current?.closest('article');
    if (article === null || article === undefined) return;
    const stop = new AbortController();
    const { signal } = stop;
    setFocused(article.contains(document.activeElement));
    article.addEventListener('focusin', () => setFocused(true), { signal });
    article.addEventListener(
      'focusout',
      ({ relatedTarget }) => setFocused(relatedTarget instanceof Node && article.contains(relatedTarget)),
      { signal },
    );
    return () => stop.abort();
  }, [inside]);
  return focused ? 0 : -1;
}
