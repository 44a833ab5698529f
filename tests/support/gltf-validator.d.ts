/** The Khronos Group's validator comes without types. */
declare module "gltf-validator" {
  /** Resolves to a report, whatever is wrong with the bytes. */
  export function validateBytes(bytes: Uint8Array, options?: { readonly uri?: string }): Promise<unknown>;
}
