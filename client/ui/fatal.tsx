import { texts } from "./texts.ts";

/** Instead of everything else, when there can be no scene: the reason, and the one thing that may help. */
export function Fatal({ reason }: { readonly reason: string }) {
  return (
    <main class="fatal">
      <section class="panel" role="alert">
        <h1>{texts.fatal.title}</h1>
        <p>{reason}</p>
        <button type="button" class="primary" onClick={() => location.reload()}>
          {texts.fatal.reload}
        </button>
      </section>
    </main>
  );
}
