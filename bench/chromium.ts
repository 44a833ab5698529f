import packedChromium from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

/** WebGL 2 drawn by the processor. */
const softwareGraphics = [
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
];

/** The Chromium that comes with the packages; where it does not run (it is one for Linux on x64), an installed Chrome. */
export async function launchChromium(): Promise<Browser> {
  const args = ["--no-sandbox", ...softwareGraphics];
  if (process.platform !== "linux" || process.arch !== "x64") return chromium.launch({ channel: "chrome", args });
  return chromium.launch({ executablePath: await packedChromium.executablePath(), args });
}
