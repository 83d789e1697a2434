import { crc32, deflateSync } from 'node:zlib';

/** Things to send without having a file at hand. */
export interface Sample {
  content: Buffer;
  contentType: string;
}

/** An evening sky, 240 × 160: a valid PNG drawn here, so that no binary file has to be shipped. */
export const SAMPLE_IMAGE: Sample = { content: drawEvening(240, 160), contentType: 'image/png' };

/** Two seconds of silence in the format of WeChat voices: AMR-NB frames of 20 ms without data. */
export const SAMPLE_VOICE: Sample = {
  content: Buffer.concat([Buffer.from('#!AMR\n', 'latin1'), Buffer.alloc(100, 0x7c)]),
  contentType: 'audio/amr',
};

/** The smallest MP4 that players recognise: a file type box and a movie header of one second. */
export const SAMPLE_VIDEO: Sample = { content: writeEmptyMovie(), contentType: 'video/mp4' };

function drawEvening(width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * (1 + width * 3) + 1 + x * 3;
      const distance = Math.hypot(x - width * 0.68, y - height * 0.55);
      const hill = y > height * 0.72 + Math.sin(x / 23) * 9 + Math.sin(x / 7) * 2;
      const glow = Math.max(0, 1 - distance / (width * 0.5));
      const down = y / height;
      const [red, green, blue] = hill
        ? [38 + glow * 40, 52 + glow * 16, 74]
        : distance < 17
          ? [255, 236, 190]
          : [92 + 140 * down + 40 * glow, 118 + 40 * down + 40 * glow, 178 - 60 * down];
      rows[at] = Math.min(255, red);
      rows[at + 1] = Math.min(255, green);
      rows[at + 2] = Math.min(255, blue);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits a channel, RGB
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

function writeEmptyMovie(): Buffer {
  const header = Buffer.alloc(100);
  header.writeUInt32BE(1000, 12); // time scale: milliseconds
  header.writeUInt32BE(1000, 16); // duration
  header.writeUInt32BE(0x00010000, 20); // rate 1.0
  header.writeUInt16BE(0x0100, 24); // volume 1.0
  for (const [index, value] of [0x00010000, 0, 0, 0, 0x00010000, 0, 0, 0, 0x40000000].entries()) {
    header.writeUInt32BE(value, 36 + index * 4);
  }
  header.writeUInt32BE(1, 96); // next track id
  return Buffer.concat([
    mp4Box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2mp41', 'latin1')),
    mp4Box('moov', mp4Box('mvhd', header)),
  ]);
}

function mp4Box(name: string, data: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length + 8, 0);
  return Buffer.concat([size, Buffer.from(name, 'latin1'), data]);
}
