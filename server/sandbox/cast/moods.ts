/** What stands behind a figure. */
type Motif =
  | "stars"
  | "flames"
  | "waves"
  | "trunks"
  | "rays"
  | "peaks"
  | "dunes"
  | "rain"
  | "blossoms"
  | "skyline"
  | "arches";

/** The colours and the place of a portrait; all colours are `#rrggbb`. */
export interface Mood {
  readonly motif: Motif;
  /** Behind the figure from the top down. */
  readonly air: readonly [top: string, middle: string, bottom: string];
  /** What glows behind the figure. */
  readonly glow: string;
  /** What falls on the figure from one side, and what is left on the other. */
  readonly light: string;
  readonly shade: string;
  readonly cloths: readonly [string, string, string];
}

interface WordedMood extends Mood {
  readonly words: RegExp;
}

const moods: readonly WordedMood[] = [
  {
    words:
      /\b(night|moon\w*|stars?|star\w*|midnight|dream\w*|witch\w*|wizard\w*|astronom\w*|space|shadow\w*|vampire\w*)\b/gi,
    motif: "stars",
    air: ["#0b1030", "#252a63", "#4a3f7d"],
    glow: "#8f8fe0",
    light: "#c9d4ff",
    shade: "#1c1b4a",
    cloths: ["#2b2a5c", "#43306a", "#1f3b5e"],
  },
  {
    words:
      /\b(fire\w*|flame\w*|ember\w*|dragon\w*|forge\w*|smith|blacksmith|lava|volcan\w*|burn\w*|war\w*|soldier\w*|demon\w*)\b/gi,
    motif: "flames",
    air: ["#2a0d10", "#7c2412", "#d8641c"],
    glow: "#ffb347",
    light: "#ffd9a0",
    shade: "#4a1010",
    cloths: ["#3a2424", "#7a1f1a", "#4d4a4a"],
  },
  {
    words:
      /\b(sea|ocean\w*|ship\w*|sail\w*|captain\w*|pirate\w*|harbou?r\w*|island\w*|wave\w*|mermaid\w*|river\w*|fisher\w*|navigat\w*|lighthouse\w*|tide\w*)\b/gi,
    motif: "waves",
    air: ["#8fc1cf", "#cfe0d4", "#2f7f93"],
    glow: "#fff3d0",
    light: "#fff0d8",
    shade: "#164a63",
    cloths: ["#1d3a5c", "#8a2d2d", "#e5dcc5"],
  },
  {
    words:
      /\b(forest\w*|wood\w*|tree\w*|elf\w*|elven|druid\w*|hunter\w*|ranger\w*|garden\w*|moss\w*|leaf|leaves|jungle\w*|herb\w*|botanist\w*|archer\w*)\b/gi,
    motif: "trunks",
    air: ["#c7d58a", "#6f9a55", "#24442f"],
    glow: "#f3f7b0",
    light: "#f6f2c0",
    shade: "#1d3a2a",
    cloths: ["#3d5a2f", "#6b4a2a", "#28473f"],
  },
  {
    words:
      /\b(gold\w*|king\w*|queen\w*|prince\w*|royal\w*|crown\w*|emperor\w*|empress\w*|sun\w*|saint\w*|angel\w*|treasur\w*|noble\w*|duke|duchess)\b/gi,
    motif: "rays",
    air: ["#5a3a10", "#b9842b", "#6a3d12"],
    glow: "#ffe9a3",
    light: "#fff0bf",
    shade: "#4a2a10",
    cloths: ["#7a1430", "#3a1f5a", "#a8791f"],
  },
  {
    words: /\b(ice|icy|snow\w*|winter\w*|frost\w*|mountain\w*|arctic|polar|cold|viking\w*|north\w*|glacier\w*)\b/gi,
    motif: "peaks",
    air: ["#9cc4e6", "#dbe9f5", "#a9c3da"],
    glow: "#ffffff",
    light: "#f4faff",
    shade: "#3c5a86",
    cloths: ["#4a5f7d", "#8b8f9c", "#5d3f35"],
  },
  {
    words:
      /\b(desert\w*|sand\w*|dune\w*|nomad\w*|cowboy\w*|bandit\w*|sheriff\w*|dust\w*|outlaw\w*|merchant\w*|pharaoh\w*)\b/gi,
    motif: "dunes",
    air: ["#f0c67a", "#e89b5a", "#b5603a"],
    glow: "#fff0c0",
    light: "#ffe6b8",
    shade: "#6a2f2a",
    cloths: ["#e3d2ad", "#8a4a2a", "#3f6f73"],
  },
  {
    words:
      /\b(storm\w*|rain\w*|thunder\w*|lightning|detective\w*|spy|spies|noir|thief|thieves|assassin\w*|grey|gray|ghost\w*|mourn\w*|lonely)\b/gi,
    motif: "rain",
    air: ["#2c363f", "#5a6873", "#343f48"],
    glow: "#b9cfd8",
    light: "#dbe8ec",
    shade: "#1f2a35",
    cloths: ["#3b3f45", "#5d5240", "#26323a"],
  },
  {
    words:
      /\b(rose\w*|love\w*|spring\w*|flower\w*|blossom\w*|fairy|fairies|dancer\w*|singer\w*|poet\w*|girl|child\w*|pink|bride\w*)\b/gi,
    motif: "blossoms",
    air: ["#f3c6cf", "#e9a7b5", "#b6708f"],
    glow: "#fff0f0",
    light: "#fff0e6",
    shade: "#6d3558",
    cloths: ["#c24d6b", "#f0e3da", "#6b4a86"],
  },
  {
    words:
      /\b(city|cities|neon|cyber\w*|robot\w*|hacker\w*|engineer\w*|future\w*|pilot\w*|android\w*|street\w*|machine\w*|mechanic\w*|inventor\w*)\b/gi,
    motif: "skyline",
    air: ["#1a1038", "#5a2470", "#d84a86"],
    glow: "#5ce0e6",
    light: "#bff2f5",
    shade: "#3a1150",
    cloths: ["#20242e", "#2b5f78", "#6d2a5e"],
  },
  {
    words:
      /\b(castle\w*|hall\w*|librar\w*|scholar\w*|professor\w*|monk\w*|priest\w*|doctor\w*|knight\w*|judge\w*|teacher\w*|abbey\w*|temple\w*|scientist\w*|butler\w*)\b/gi,
    motif: "arches",
    air: ["#3a2c28", "#7d6247", "#3c2c26"],
    glow: "#ffdf9e",
    light: "#ffe7bd",
    shade: "#2e1f22",
    cloths: ["#5b1f2a", "#2f3f35", "#4a3a5c"],
  },
];

/** The mood that most words of `prompt` ask for; where none does, `choice` (0 to 1) takes one. */
export function moodOf(prompt: string, choice: number): Mood {
  let best: WordedMood | undefined;
  let most = 0;
  for (const mood of moods) {
    const found = prompt.match(mood.words)?.length ?? 0;
    if (found > most) {
      best = mood;
      most = found;
    }
  }
  const chosen = best ?? moods[Math.min(moods.length - 1, Math.floor(choice * moods.length))];
  if (!chosen) throw new Error("There is no mood to choose.");
  return chosen;
}
