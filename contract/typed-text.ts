import { z } from "zod";

/**
 * What a person types: trimmed, and without the control characters that could hide or reverse what others read. Joiners
 * and selectors stay, since emoji need them, but a text of nothing else shows nothing.
 */
export const typedText = (max: number, what: string) =>
  cleanText(what).pipe(
    z
      .string()
      .refine(isVisible, `${what} is empty: write something.`)
      .max(max, `${what} is too long: at most ${max} characters.`),
  );

/** The same where "" is an answer, too. */
export const emptiableText = (max: number, what: string) =>
  cleanText(what).pipe(z.string().max(max, `${what} is too long: at most ${max} characters.`));

const cleanText = (what: string) =>
  z.string(`${what} must be text.`).transform((text) => text.replace(/[\p{Cc}\p{Bidi_Control}]+/gu, " ").trim());

const isVisible = (text: string): boolean => /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);
