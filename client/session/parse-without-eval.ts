import { config } from "zod";

// The page's content policy forbids `new Function`, which zod tries by default when the first schema is made; the
// attempt would be reported as a violation on every visit. Imported before any schema.
config({ jitless: true });
