/** How much is read at most. A pack of a large city is a hundredth of this; what is larger is the wrong file. */
export const packLimits = {
  files: 10_000,
  /** Of a SIE or usage file, which are streamed. */
  streamedBytes: 1024 ** 3,
  /** Of any other file, which is read whole. */
  wholeBytes: 64 * 1024 ** 2,
  /** Of everything in a zip, unpacked. */
  unpackedBytes: 4 * 1024 ** 3,
} as const;
