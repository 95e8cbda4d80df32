/** CRC-32 with polynomial EDB88320, as `#KSUMMA` has it: all ones before, inverted after. */
const table = Int32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

export class Checksum {
  #crc = -1;

  add(bytes: ArrayLike<number>, start: number, end: number): void {
    let crc = this.#crc;
    for (let i = start; i < end; i++)
      crc = (crc >>> 8) ^ (table[(crc ^ (bytes[i] as number)) & 255] as number);
    this.#crc = crc;
  }

  value(): number {
    return ~this.#crc >>> 0;
  }
}
