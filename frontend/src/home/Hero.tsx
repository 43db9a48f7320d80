import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { PresetForm } from "../api/forms";
import { count } from "../ui/format";
import { Icon } from "../ui/Icon";
import classes from "./Hero.module.css";

/** One click to a launch page with everything filled in; a second click starts. */
export function Hero({ preset }: { preset: PresetForm }): ReactNode {
  const { launch } = preset;
  if (launch === null) return null;
  return (
    <section className={classes.hero} aria-label="Start at once">
      <div className={classes.text}>
        <h2 className={classes.title}>
          <Link to="/launch" search={{ preset: preset.name }} className={classes.link}>
            {launch.title}
          </Link>
        </h2>
        <p className={classes.summary}>{launch.summary}</p>
        <p className={classes.facts}>
          <span>{count(launch.candidates, "candidate")}</span>
          <span>{count(launch.epochs, "epoch")} each</span>
          <span>runs on a CPU</span>
        </p>
        <span className={classes.go} aria-hidden="true">
          Set up the search <Icon name="arrow" />
        </span>
      </div>
      <Cloud />
    </section>
  );
}

/** How a run will look: many faint curves, the best one lit. */
function Cloud(): ReactNode {
  const curve = (top: number, pace: number): string => {
    const points = Array.from({ length: 25 }, (_, k) => {
      const x = 8 + k * 12;
      const y = 150 - (150 - top) * (1 - Math.exp(-k / pace));
      return `${x},${y.toFixed(1)}`;
    });
    return points.join(" ");
  };
  const faint = Array.from({ length: 18 }, (_, k) =>
    curve(38 + ((k * 37) % 78), 3.5 + ((k * 13) % 9)),
  );
  return (
    <svg viewBox="0 0 312 168" className={classes.cloud} aria-hidden="true">
      {[38, 76, 114, 152].map((y) => (
        <line key={y} x1="8" x2="304" y1={y} y2={y} className={classes.grid} />
      ))}
      {faint.map((points) => (
        <polyline key={points} points={points} className={classes.faint} />
      ))}
      <polyline points={curve(22, 4)} className={classes.best} />
      <circle cx="296" cy="22.3" r="4" className={classes.tip} />
    </svg>
  );
}
