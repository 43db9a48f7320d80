/** The current time as state, ticking only while somebody looks. */
import { useEffect, useState } from "react";

export function useNow(period = 1000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setNow(Date.now());
    }, period);
    return () => clearInterval(timer);
  }, [period]);
  return now;
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === "" ? "nasweb" : `${title} · nasweb`;
  }, [title]);
}
