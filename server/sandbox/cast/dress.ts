import type { Dress } from "./persona.ts";
import { blended, toned } from "./tone.ts";

/** Neck to beyond the lower edge: so far that a figure on a taller sheet has no end either. */
const body =
  "M 356 784 C 318 838 140 856 62 968 C 10 1040 -20 1160 -40 1300 L -60 2600 L 1040 2600 L 1020 1300 C 1000 1150 968 1030 900 960 C 830 862 690 838 648 784";
const roundNeck = `${body} C 610 905 410 905 356 784 Z`;
const vNeck = `${body} L 512 1010 Z`;

/** SVG shapes of a dress that begins at the neck of the figure in `figure.ts`. */
export function dressPaths(dress: Dress, cloth: string, glow: string): string {
  const dark = toned(cloth, 0.62);
  const light = blended(cloth, "#ffffff", 0.18);
  const metal = blended("#c9a24a", glow, 0.3);
  const fold = (path: string, width = 9) =>
    `<path d="${path}" fill="none" stroke="${dark}" stroke-width="${width}" stroke-linecap="round" opacity="0.75"/>`;
  switch (dress) {
    case "cloak":
      return (
        `<path d="${roundNeck}" fill="${dark}"/>` +
        `<path d="M 350 800 C 250 790 190 850 150 920 C 60 960 0 1100 -40 1300 L -60 2600 L 500 2600 C 470 1400 470 1150 500 1010 C 430 960 360 890 350 800 Z" fill="${cloth}"/>` +
        `<path d="M 655 800 C 750 790 810 850 850 920 C 930 960 980 1100 1020 1300 L 1040 2600 L 560 2600 C 575 1400 560 1150 528 1010 C 590 960 650 890 655 800 Z" fill="${cloth}"/>` +
        fold("M 230 870 C 250 1000 240 1120 220 1260") +
        fold("M 380 960 C 390 1060 380 1160 370 1260") +
        fold("M 770 870 C 750 1000 770 1120 790 1260") +
        fold("M 640 950 C 640 1060 650 1160 660 1260") +
        `<circle cx="514" cy="1012" r="34" fill="${metal}"/><circle cx="514" cy="1012" r="18" fill="${toned(glow, 0.8)}"/>`
      );
    case "armour":
      return (
        `<path d="${roundNeck}" fill="${blended("#8d949c", cloth, 0.25)}"/>` +
        `<path d="M 346 812 C 400 900 610 905 662 812 L 690 850 C 640 960 380 960 318 852 Z" fill="${blended("#b9c0c8", glow, 0.2)}"/>` +
        `<path d="M 60 968 C 120 890 250 890 300 960 C 320 1060 200 1110 20 1120 Z" fill="${blended("#a9b1ba", glow, 0.2)}" stroke="#3c4148" stroke-width="7"/>` +
        `<path d="M 902 962 C 850 890 730 890 690 960 C 670 1060 790 1110 965 1120 Z" fill="${blended("#a9b1ba", glow, 0.2)}" stroke="#3c4148" stroke-width="7"/>` +
        `<path d="M 500 935 L 500 2600" stroke="#454b53" stroke-width="8" opacity="0.7"/>` +
        `<path d="M 320 960 C 330 1100 420 1200 500 1220 C 590 1200 670 1100 680 960" fill="none" stroke="${metal}" stroke-width="12"/>` +
        `<path d="M 40 1010 C 110 940 220 930 285 985" fill="none" stroke="${metal}" stroke-width="10"/>` +
        `<path d="M 925 1005 C 860 940 760 930 705 985" fill="none" stroke="${metal}" stroke-width="10"/>`
      );
    case "suit":
      return (
        `<path d="${vNeck}" fill="${cloth}"/>` +
        `<path d="M 372 808 L 512 1130 L 632 812 C 600 905 420 905 372 808 Z" fill="#ece5d8"/>` +
        `<path d="M 492 925 L 530 925 L 545 960 L 556 1170 L 512 1260 L 470 1170 L 478 960 Z" fill="${blended(glow, cloth, 0.55)}"/>` +
        `<path d="M 366 806 C 360 850 420 930 488 950 L 440 985 C 380 930 345 880 340 830 Z" fill="#fbf7ee"/>` +
        `<path d="M 638 806 C 645 850 590 930 530 950 L 580 985 C 635 930 660 880 664 830 Z" fill="#fbf7ee"/>` +
        `<path d="M 340 832 C 270 870 250 920 260 960 L 330 1010 L 300 1050 L 505 1300 L 470 1120 C 400 1000 350 920 340 832 Z" fill="${light}" stroke="${dark}" stroke-width="6"/>` +
        `<path d="M 664 832 C 735 870 760 920 745 960 L 680 1010 L 710 1050 L 525 1300 L 560 1120 C 620 1000 655 920 664 832 Z" fill="${light}" stroke="${dark}" stroke-width="6"/>` +
        fold("M 180 960 C 200 1060 190 1160 170 1260") +
        fold("M 820 960 C 800 1060 820 1160 840 1260")
      );
    case "robe":
      return (
        `<path d="${roundNeck}" fill="${cloth}"/>` +
        `<path d="M 352 806 C 320 900 400 1010 470 1030 L 470 2600 L 560 2600 L 556 1030 C 630 1000 690 900 654 806 C 620 930 400 935 352 806 Z" fill="${metal}"/>` +
        `<path d="M 372 812 C 350 890 420 970 512 985 C 610 970 650 890 634 812 C 600 920 420 920 372 812 Z" fill="${light}"/>` +
        [1080, 1160, 1240, 1320, 1400].map((y) => `<circle cx="514" cy="${y}" r="15" fill="${dark}"/>`).join("") +
        fold("M 250 890 C 290 1000 290 1120 270 1260") +
        fold("M 150 950 C 170 1060 160 1160 140 1260") +
        fold("M 760 890 C 720 1000 730 1120 750 1260") +
        fold("M 850 950 C 830 1060 840 1160 860 1260")
      );
    case "shirt":
      return (
        `<path d="${vNeck}" fill="${cloth}"/>` +
        `<path d="M 372 808 C 330 830 330 900 372 950 L 505 1040 C 440 960 390 890 372 808 Z" fill="${light}" stroke="${dark}" stroke-width="6"/>` +
        `<path d="M 632 812 C 672 830 676 900 640 950 L 520 1040 C 580 960 620 890 632 812 Z" fill="${light}" stroke="${dark}" stroke-width="6"/>` +
        `<path d="M 512 1030 L 515 2600" stroke="${dark}" stroke-width="8"/>` +
        fold("M 190 950 C 240 1040 240 1150 220 1260") +
        fold("M 820 950 C 770 1040 780 1150 800 1260") +
        `<circle cx="532" cy="1110" r="9" fill="${light}"/><circle cx="532" cy="1200" r="9" fill="${light}"/>`
      );
  }
}
