/** A compiled kernel, as WebAssembly in base64. Written by the build. */
export declare const code: string;
