import { type Budget, inlineDepthMax, spend } from './budget.ts';
import { bareAddress, labelledLink, mentionAt } from './parse-link.ts';
import type { Inline } from './tokens.ts';

const markers = ['**', '__', '~~', '*', '_'] as const;
type Marker = (typeof markers)[number];
type Frame = { readonly marker: Marker | null; children: Inline[] };

const kinds = { '**': 'strong', __: 'strong', '~~': 'strike', '*': 'emphasis', _: 'emphasis' } as const;
const escapable = /[\\`*_~[\]()>#+.!-]/;
const codeRunMax = 3;

/** The inside of a paragraph. Total, and linear in its length: every search is bounded. */
export function parseInlines(source: string, budget: Budget, links = true): readonly Inline[] {
  const stack: Frame[] = [{ marker: null, children: [] }];
  const withoutEnd = new Set<number>();
  let at = 0;

  while (at < source.length) {
    if (budget.nodes <= 0) {
      addText(stack, source.slice(at), budget);
      break;
    }
    const character = source.charAt(at);
    if (character === '\\' && escapable.test(source.charAt(at + 1))) {
      addText(stack, source.charAt(at + 1), budget);
      at += 2;
    } else if (character === '\n') {
      add(stack, { kind: 'break' }, budget);
      at += 1;
    } else if (character === '`') {
      at = takeCode(source, at, stack, withoutEnd, budget);
    } else if (links && (character === '[' || startsAddress(source, at))) {
      at = takeLink(source, at, stack, budget);
    } else {
      at = takeMarker(source, at, stack, budget) ?? takeText(source, at, stack, budget);
    }
  }
  while (stack.length > 1) unwind(stack, budget);
  return stack[0]?.children ?? [];
}

function top(stack: Frame[]): Frame {
  const frame = stack.at(-1);
  if (frame === undefined) throw new RangeError('the root frame is never popped');
  return frame;
}

function add(stack: Frame[], node: Inline, budget: Budget): void {
  spend(budget);
  top(stack).children.push(node);
}

function addText(stack: Frame[], text: string, budget: Budget): void {
  const { children } = top(stack);
  const last = children.at(-1);
  if (last?.kind === 'text') children[children.length - 1] = { kind: 'text', text: last.text + text };
  else if (text !== '') add(stack, { kind: 'text', text }, budget);
}

/** A run of characters that mean nothing. */
function takeText(source: string, at: number, stack: Frame[], budget: Budget): number {
  let end = at + 1;
  while (end < source.length && !/[\\`*_~[\nhmwHMW]/.test(source.charAt(end))) end++;
  addText(stack, source.slice(at, end), budget);
  return end;
}

function takeCode(
  source: string,
  at: number,
  stack: Frame[],
  withoutEnd: Set<number>,
  budget: Budget,
): number {
  let run = 1;
  while (source.charAt(at + run) === '`') run++;
  const end = run > codeRunMax || withoutEnd.has(run) ? -1 : closingRun(source, at + run, run);
  if (end < 0) {
    withoutEnd.add(run);
    addText(stack, source.slice(at, at + run), budget);
    return at + run;
  }
  const inside = source.slice(at + run, end).replaceAll('\n', ' ');
  const text = /^ .*\S.* $/.test(inside) ? inside.slice(1, -1) : inside;
  add(stack, { kind: 'code', text }, budget);
  return end + run;
}

function closingRun(source: string, from: number, run: number): number {
  let at = source.indexOf('`', from);
  while (at >= 0) {
    let length = 1;
    while (source.charAt(at + length) === '`') length++;
    if (length === run) return at;
    at = source.indexOf('`', at + length);
  }
  return -1;
}

function startsAddress(source: string, at: number): boolean {
  return (
    /[hmw]/i.test(source.charAt(at)) &&
    !isWord(source.charAt(at - 1)) &&
    /^(?:https?:\/\/|mailto:|www\.)/i.test(source.slice(at, at + 8))
  );
}

function takeLink(source: string, at: number, stack: Frame[], budget: Budget): number {
  const labelled = source.charAt(at) === '[';
  const mention = labelled ? mentionAt(source, at) : null;
  if (mention !== null) {
    add(stack, { kind: 'mention', accountId: mention.accountId, label: mention.label }, budget);
    return mention.end;
  }
  const found = labelled ? labelledLink(source, at) : bareAddress(source, at);
  if (found === null) return takeText(source, at, stack, budget);
  const children: readonly Inline[] = labelled
    ? parseInlines(found.label, budget, false)
    : [{ kind: 'text', text: found.label }];
  add(stack, { kind: 'link', href: found.href, children }, budget);
  return found.end;
}

/** Opens or closes emphasis at `at`; null when there is no marker or it means nothing here. */
function takeMarker(source: string, at: number, stack: Frame[], budget: Budget): number | null {
  const innermost = stack.at(-1)?.marker ?? null;
  const candidates = markers.filter((marker) => source.startsWith(marker, at));
  const inOrder = candidates.filter((marker) => marker === innermost).concat(candidates);
  for (const marker of inOrder) {
    if (closes(source, at, marker) && close(stack, marker, budget)) return at + marker.length;
  }
  const marker = candidates[0];
  if (marker === undefined) return null;
  const open = stack.some((frame) => frame.marker === marker);
  if (!open && stack.length <= inlineDepthMax && opens(source, at, marker)) {
    stack.push({ marker, children: [] });
  } else {
    addText(stack, marker, budget);
  }
  return at + marker.length;
}

function isWord(character: string): boolean {
  return /^[A-Za-z0-9]$/.test(character);
}

function opens(source: string, at: number, marker: Marker): boolean {
  const next = source.charAt(at + marker.length);
  if (next === '' || /\s/.test(next)) return false;
  return marker === '**' || marker === '~~' || !isWord(source.charAt(at - 1));
}

function closes(source: string, at: number, marker: Marker): boolean {
  const previous = source.charAt(at - 1);
  if (previous === '' || /\s/.test(previous)) return false;
  return marker === '**' || marker === '~~' || !isWord(source.charAt(at + marker.length));
}

/** Closes the frame of `marker`; frames above it were never closed and become text. */
function close(stack: Frame[], marker: Marker, budget: Budget): boolean {
  const index = stack.findLastIndex((frame) => frame.marker === marker);
  if (index < 1 || (index === stack.length - 1 && stack[index]?.children.length === 0)) return false;
  while (stack.length - 1 > index) unwind(stack, budget);
  const frame = stack.pop();
  if (frame === undefined) return false;
  add(stack, { kind: kinds[marker], children: frame.children }, budget);
  return true;
}

/** Takes back the innermost opener: it was only a character. */
function unwind(stack: Frame[], budget: Budget): void {
  const frame = stack.pop();
  if (frame?.marker == null) return;
  addText(stack, frame.marker, budget);
  const { children } = top(stack);
  for (const child of frame.children) {
    if (child.kind === 'text') addText(stack, child.text, budget);
    else children.push(child);
  }
}
