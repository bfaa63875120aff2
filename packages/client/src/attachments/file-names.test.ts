import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fileFormats, formatOf, headBytes, mediaTypeOfName } from './file-formats.ts';
import { checkedKind, kindOf } from './file-kind.ts';
import { isBlockedName } from './is-blocked-name.ts';
import { safeFileName } from './safe-file-name.ts';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('REQ-C2: names', () => {
  test.each([
    ['photo.jpg', 'image/jpeg', 'photo.jpg'],
    ['../../etc/passwd', 'text/plain', 'passwd'],
    ['C:\\Users\\anna\\photo.png', 'image/png', 'photo.png'],
    ['\u202egpj.exe', 'application/octet-stream', 'gpj.exe'],
    ['in\u2066vo\u2069ice\u200b.pdf', 'application/pdf', 'invoice.pdf'],
    ['a\nb\tc\0d.txt', 'text/plain', 'abcd.txt'],
    ['.bashrc', 'text/plain', 'bashrc'],
    ['report.pdf. . ', 'application/pdf', 'report.pdf'],
    ['', 'image/png', 'file.png'],
    ['///', 'text/plain', 'file'],
    ['con.txt', 'text/plain', 'con_.txt'],
    ['a<b>:"|?*.txt', 'text/plain', 'a_b______.txt'],
  ])('%j (%s) is saved as %j', (name, mediaType, saved) => {
    expect(safeFileName(name, mediaType)).toBe(saved);
  });

  test('REQ-C5: what is shown has an extension that goes with its type', () => {
    expect(safeFileName('holiday.exe', 'image/jpeg')).toBe('holiday.exe.jpg');
    expect(safeFileName('page.html', 'image/png')).toBe('page.html.png');
    expect(safeFileName('song', 'audio/mpeg')).toBe('song.mp3');
    expect(safeFileName('clip.M4V', 'video/mp4')).toBe('clip.m4v');
  });

  test('whatever it is, it is one short harmless component', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const safe = safeFileName(name, 'application/octet-stream');
        expect(safe).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\]/u);
        expect(safe).not.toMatch(/^\.|[. ]$/);
        expect([...safe].length).toBeGreaterThan(0);
        expect([...safe].length).toBeLessThanOrEqual(141);
        expect(safeFileName(safe, 'application/octet-stream')).toBe(safe);
      }),
    );
  });
});

describe('REQ-C5: what is shown', () => {
  test.each([
    'image/svg+xml',
    'text/html',
    'application/xml',
    'application/pdf',
    'image/tiff',
    'video/quicktime',
  ])('%s is not', (mediaType) => {
    expect(kindOf({ mediaType, voiceNote: false })).toBe('file');
    expect(kindOf({ mediaType, voiceNote: true })).toBe('file');
  });

  test('only what begins like what it is said to be', () => {
    const markup = bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">');
    const page = bytes('<!doctype html><script>alert(1)</script>');
    for (const { mediaType } of fileFormats)
      for (const head of [markup, page, new Uint8Array(headBytes), new Uint8Array()])
        expect(checkedKind({ mediaType, voiceNote: false }, head)).toEqual({
          show: 'file',
          mediaType: 'application/octet-stream',
        });
  });

  test.each([
    ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
    ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ['image/gif', [...bytes('GIF89a')]],
    ['image/webp', [...bytes('RIFF\0\0\0\0WEBPVP8 ')]],
    ['image/avif', [0, 0, 0, 28, ...bytes('ftypmif1\0\0\0\0mif1avifmiaf')]],
    ['video/mp4', [0, 0, 0, 24, ...bytes('ftypisom\0\0\0\0isomavc1')]],
    ['audio/mp4', [0, 0, 0, 24, ...bytes('ftypM4A \0\0\0\0isommp42')]],
    ['video/webm', [0x1a, 0x45, 0xdf, 0xa3]],
    ['audio/mpeg', [...bytes('ID3'), 4]],
    ['audio/mpeg', [0xff, 0xfb, 0x90]],
    ['audio/ogg', [...bytes('OggS')]],
    ['audio/wav', [...bytes('RIFF\0\0\0\0WAVEfmt ')]],
  ])('%s as it begins', (mediaType, head) => {
    const format = formatOf(mediaType);
    expect(checkedKind({ mediaType, voiceNote: false }, Uint8Array.from(head))).toEqual({
      show: format?.show,
      mediaType,
    });
  });

  test('a name says what it is only for what is shown', () => {
    expect(mediaTypeOfName('a.JPEG')).toBe('image/jpeg');
    expect(mediaTypeOfName('a.svg')).toBeUndefined();
    expect(mediaTypeOfName('noextension')).toBeUndefined();
  });
});

test('blocked names are recognised, however they end', () => {
  const blocked = ['exe', 'lnk'];
  for (const name of ['a.exe', 'a.EXE', 'photo.jpg.exe', 'a.exe. ', 'a.e\u200bxe', 'a.lnk'])
    expect([name, isBlockedName(name, blocked)]).toEqual([name, true]);
  for (const name of ['exe', 'a.exe.txt', 'a.txt', ''])
    expect([name, isBlockedName(name, blocked)]).toEqual([name, false]);
});
