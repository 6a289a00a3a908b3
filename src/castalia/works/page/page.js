// The page's behaviour: narration with the sentence being read, music that makes room for it, the model.
"use strict";

(() => {
  const find = (id) => document.getElementById(id);
  const narration = find("narration"), music = find("music"), clip = find("clip");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // ---- narration --------------------------------------------------------------------------------------------

  const clockText = (s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, "0")}`;

  function narrate() {
    const play = find("play"), seek = find("seek"), clock = find("clock"), listen = document.querySelector("[data-listen]");
    const spans = [...document.querySelectorAll(".said")].map((node) => ({ node, start: +node.dataset.start, end: +node.dataset.end }));
    let current = [], follow = true, dragging = false;

    const total = () => (Number.isFinite(narration.duration) ? narration.duration : spans.length ? spans[spans.length - 1].end : 0);
    const toggle = () => {
      follow = true;
      if (narration.paused) narration.play(); else narration.pause();
    };
    const show = () => {
      const now = narration.currentTime, length = total();
      if (!dragging) seek.value = length ? (now / length) * 1000 : 0;
      seek.style.setProperty("--done", `${length ? (now / length) * 100 : 0}%`);
      seek.setAttribute("aria-valuetext", `${clockText(now)} ${seek.dataset.of} ${clockText(length)}`);
      clock.textContent = `${clockText(now)} / ${clockText(length)}`;
      mark(now);
    };
    // Pauses belong to the sentence before them, so that the light does not flicker.
    const mark = (now) => {
      const started = spans.filter((s) => s.start <= now + 0.05);
      const last = started.length ? started[started.length - 1].start : -1;
      const next = narration.ended || (narration.paused && !now) ? [] : started.filter((s) => s.start === last).map((s) => s.node);
      if (next.length === current.length && next.every((node, i) => node === current[i])) return;
      for (const node of current) node.classList.remove("now");
      for (const node of next) node.classList.add("now");
      current = next;
      if (next.length && follow && !narration.paused) bringIntoView(next[0]);
    };
    const bringIntoView = (node) => {
      const box = node.getBoundingClientRect();
      if (box.top > 80 && box.bottom < innerHeight - 140) return;
      node.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    };

    for (const button of [play, listen]) if (button) button.addEventListener("click", toggle);
    // Who scrolls wants to look elsewhere: stop following until play is pressed again.
    for (const kind of ["wheel", "touchmove"]) addEventListener(kind, () => { follow = false; }, { passive: true });
    seek.addEventListener("input", () => {
      dragging = true;
      narration.currentTime = (seek.value / 1000) * total();
      show();
    });
    seek.addEventListener("change", () => { dragging = false; });
    for (const { node, start } of spans)
      node.addEventListener("click", () => { if (!narration.paused && getSelection().isCollapsed) narration.currentTime = start; });
    for (const kind of ["timeupdate", "seeked", "loadedmetadata", "ended", "pause", "play"]) narration.addEventListener(kind, show);
    for (const kind of ["play", "pause", "ended"])
      narration.addEventListener(kind, () => {
        document.body.classList.toggle("reading", !narration.paused);
        play.setAttribute("aria-label", narration.paused ? play.dataset.play : play.dataset.pause);
        if (!narration.paused && clip) clip.pause();
      });
    show();
  }

  // ---- music ------------------------------------------------------------------------------------------------

  function accompany() {
    const toggle = find("music-toggle"), volume = find("music-volume");
    const DUCKED = 0.3;
    let level = 0, timer = 0;
    const wanted = () => (volume.value / 100) ** 2 * (narration && !narration.paused ? DUCKED : 1);
    // Volume glides, so that the music steps back instead of dropping out.
    const glide = () => {
      if (timer) return;
      timer = setInterval(() => {
        const gap = wanted() - level;
        level += Math.sign(gap) * Math.min(Math.abs(gap), 0.03);
        music.volume = Math.min(1, Math.max(0, level));
        if (level !== wanted()) return;
        clearInterval(timer);
        timer = 0;
      }, 40);
    };
    const shown = () => { volume.style.setProperty("--done", `${volume.value}%`); };
    toggle.addEventListener("click", () => {
      if (music.paused) {
        level = 0;
        music.volume = 0;
        if (clip) clip.pause();
        music.play();
        glide();
      } else music.pause();
    });
    for (const kind of ["play", "pause"])
      music.addEventListener(kind, () => toggle.setAttribute("aria-pressed", String(!music.paused)));
    volume.addEventListener("input", () => { shown(); glide(); });
    if (narration) for (const kind of ["play", "pause", "ended"]) narration.addEventListener(kind, glide);
    shown();
  }

  // ---- the model --------------------------------------------------------------------------------------------

  function model() {
    const canvas = find("model"), text = find("model-data").textContent.trim();
    try {
      const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
      canvas.viewer = Viewer.show(canvas, bytes.buffer);
    } catch (error) {
      canvas.hidden = true;
      find("model-fallback").hidden = false;
    }
  }

  if (narration) narrate();
  if (music) accompany();
  // The clip has its own voice and music.
  if (clip) clip.addEventListener("play", () => { if (narration) narration.pause(); if (music) music.pause(); });
  if (find("model-data")) model();
})();
