import { neutralText } from '../text/neutral-text.ts';
import { type Budget, blockDepthMax, nodesMax, spend } from './budget.ts';
import { parseInlines } from './parse-inlines.ts';
import type { Block } from './tokens.ts';

const fence = /^ {0,3}```+\s*([\w+#.-]{0,20})\s*$/;
const quote = /^ {0,3}> ?(.*)$/;
const item = /^( {0,3})([-*•]|(\d{1,3})[.)]) +(\S.*)$/;

/**
 * The blocks of a message. Any string is a message: there are no errors, only text. The number of
 * nodes and their depth are bounded whatever comes (REQ-C1).
 */
export function parseMarkdown(source: string): readonly Block[] {
  return parseBlocks(neutralText(source).split('\n'), { nodes: nodesMax }, 0);
}

function parseBlocks(lines: readonly string[], budget: Budget, depth: number): readonly Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    if ((lines[at] ?? '').trim() === '') {
      at += 1;
      continue;
    }
    const [block, next] = spend(budget)
      ? takeBlock(lines, at, budget, depth)
      : [paragraph(lines.slice(at), budget), lines.length];
    blocks.push(block);
    at = next;
  }
  return blocks;
}

type Taken = readonly [block: Block, next: number];

function takeBlock(lines: readonly string[], at: number, budget: Budget, depth: number): Taken {
  const line = lines[at] ?? '';
  const opening = fence.exec(line);
  if (opening !== null) return takeCode(lines, at, opening[1] ?? '');
  if (depth < blockDepthMax) {
    if (quote.test(line)) return takeQuote(lines, at, budget, depth);
    if (item.test(line)) return takeList(lines, at, budget, depth);
  }
  let end = at + 1;
  while (end < lines.length && continuesParagraph(lines[end] ?? '', depth)) end++;
  return [paragraph(lines.slice(at, end), budget), end];
}

function continuesParagraph(line: string, depth: number): boolean {
  if (line.trim() === '' || fence.test(line)) return false;
  return depth >= blockDepthMax || !(quote.test(line) || item.test(line));
}

function paragraph(lines: readonly string[], budget: Budget): Block {
  return { kind: 'paragraph', children: parseInlines(lines.join('\n').trimEnd(), budget) };
}

function takeCode(lines: readonly string[], at: number, language: string): Taken {
  let end = at + 1;
  while (end < lines.length && !/^ {0,3}```+\s*$/.test(lines[end] ?? '')) end++;
  const text = lines.slice(at + 1, end).join('\n');
  return [{ kind: 'code', language: language === '' ? null : language, text }, end + 1];
}

function takeQuote(lines: readonly string[], at: number, budget: Budget, depth: number): Taken {
  const inside: string[] = [];
  let end = at;
  for (; end < lines.length; end++) {
    const match = quote.exec(lines[end] ?? '');
    if (match === null) break;
    inside.push(match[1] ?? '');
  }
  return [{ kind: 'quote', children: parseBlocks(inside, budget, depth + 1) }, end];
}

function takeList(lines: readonly string[], at: number, budget: Budget, depth: number): Taken {
  const first = item.exec(lines[at] ?? '');
  const ordered = first?.[3] !== undefined;
  const items: (readonly Block[])[] = [];
  let end = at;
  while (end < lines.length && budget.nodes > 0) {
    const match = item.exec(lines[end] ?? '');
    if (match === null || (match[3] !== undefined) !== ordered) break;
    const inside = [match[4] ?? ''];
    for (end += 1; end < lines.length && /^ {2,}\S/.test(lines[end] ?? ''); end++) {
      inside.push((lines[end] ?? '').replace(/^ {2,4}/, ''));
    }
    spend(budget);
    items.push(parseBlocks(inside, budget, depth + 1));
  }
  return [{ kind: 'list', ordered, start: Number(first?.[3] ?? 1), items }, Math.max(end, at + 1)];
}
