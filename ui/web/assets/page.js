/* What the page does in the browser: reports what was chosen, moves the focus, keeps the look. No text is made here
   but fixed lines, and nothing is loaded from elsewhere. Each part is called once by its gr.HTML when it is there. */
"use strict";

(() => {
  const root = document.documentElement;
  const triggers = {};
  let chosen = null; // {turn, mark} shown in the panel
  let opener = null; // what had the focus when the panel was opened
  let wanted = null; // {turn, mark} that the person asked for and that is not shown yet
  let running = null; // id of the exchange under way
  let pending = null; // name of an asking whose turn is not shown yet
  let answered = null; // name of one of which the server has said something: it arrived, and may not be taken
  let known = null; // ids of the exchanges that are shown; null before the first update

  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const one = (selector, within = document) => within.querySelector(selector);
  const narrow = () => matchMedia("(max-width: 899px)").matches;
  const store = (area, key, value) => {
    try {
      if (value === undefined) return area.getItem(key);
      if (value === null) area.removeItem(key);
      else area.setItem(key, value);
    } catch { /* storage is switched off: nothing is kept */ }
    return null;
  };

  // ---- look ---------------------------------------------------------------------------------------------------

  const wantsDark = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : wantsDark.matches);
  const look = () => {
    document.body?.classList.toggle("dark", dark());
    for (const button of all(".theme")) {
      button.setAttribute("aria-pressed", String(dark()));
    }
  };
  const theme = store(localStorage, "attribune-theme");
  if (theme) root.dataset.theme = theme;
  wantsDark.addEventListener("change", look);

  // ---- what must arrive ---------------------------------------------------------------------------------------

  /* Gradio shuts its stream between two events, and one that is sent at that very moment is lost: it is sent again
     until it has shown. What is sent must mean the same twice. */
  const insist = (send, arrived, given_up) => {
    let tries = 0;
    const once = () => {
      if (tries && arrived()) return;
      if (tries > 4) return given_up?.();
      send();
      setTimeout(once, 1000 * 2 ** ++tries);
    };
    once();
  };

  const updates = {}; // part -> how often it has changed
  const count = (part, watch) => {
    updates[part] = 0;
    watch("value", () => { updates[part] += 1; });
  };
  const sure = (part, trigger, event, data) => {
    const before = updates[part];
    const same = () => part === "shelves" && !data.search && one("#part-shelves .list"); // an equal list is no update
    insist(() => trigger(event, data), () => updates[part] !== before || same());
  };

  // ---- views --------------------------------------------------------------------------------------------------

  const view = () => {
    const library = location.hash === "#library";
    root.dataset.view = library ? "library" : "chat";
    for (const link of all(".top nav a")) {
      const here = link.getAttribute("href") === (library ? "#library" : "#chat");
      here ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
    }
    if (library && triggers.shelves) sure("shelves", triggers.shelves, "select", {});
  };
  addEventListener("hashchange", () => {
    view();
    const heading = root.dataset.view === "library" ? one(".library h2") : one("#question");
    heading?.focus({ preventScroll: true });
  });
  root.dataset.view = location.hash === "#library" ? "library" : "chat";

  /* Scrolls so that `child` stands `space` pixels below the upper edge; nothing but `scroller` moves. */
  const lift = (scroller, child, space) => {
    scroller.scrollTop += child.getBoundingClientRect().top - scroller.getBoundingClientRect().top - space;
  };

  // ---- the panel ----------------------------------------------------------------------------------------------

  const paint = () => {
    for (const button of all("button.mark")) {
      const here = chosen && button.dataset.turn === chosen.turn && Number(button.dataset.mark) === chosen.mark;
      here ? button.setAttribute("aria-current", "true") : button.removeAttribute("aria-current");
    }
  };
  const sheet = (open) => {
    root.classList.toggle("sheet", open);
    for (const behind of all(".top, #talk")) behind.inert = open;
  };
  const choose = (button, trigger) => {
    if (!button.closest("#source")) opener = button;
    const place = { turn: button.dataset.turn, mark: Number(button.dataset.mark) };
    chosen = wanted = place;
    paint();
    if (narrow()) sheet(true);
    if (shows(place)) reveal(); // an equal value is no update
    insist(() => trigger("select", place), () => wanted !== place);
  };
  const shows = ({ turn, mark }) => {
    const panel = one("#source");
    return panel?.dataset.turn === turn && Number(panel.dataset.mark) === mark;
  };
  const leave = () => {
    sheet(false);
    const again = opener && chosen && one(`button.mark[data-turn="${CSS.escape(opener.dataset.turn)}"]` +
      `[data-mark="${CSS.escape(opener.dataset.mark)}"]`);
    (again || one("#question"))?.focus();
  };
  const reveal = () => {
    const panel = one("#source");
    if (!panel?.dataset.turn) return;
    const asked = wanted !== null && shows(wanted);
    if (asked || wanted === null) chosen = { turn: panel.dataset.turn, mark: Number(panel.dataset.mark) };
    if (asked) wanted = null;
    paint();
    const cited = one("mark.cited", panel);
    const scroller = one("#part-source");
    if (cited && scroller) {
      scroller.scrollTop = 0; // the head of the article stays in sight where the cited words are near it
      const end = cited.getBoundingClientRect().bottom - scroller.getBoundingClientRect().top;
      if (end > scroller.clientHeight * 0.85) lift(scroller, cited, scroller.clientHeight / 3);
      const typing = document.activeElement?.matches("input, textarea"); // gone on to write: the focus stays there
      if (asked && !typing) cited.focus({ preventScroll: true });
    }
  };
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest?.("details.menu[open]");
    if (menu) {
      menu.open = false;
      one("summary", menu).focus();
    } else if (root.classList.contains("sheet") || event.target.closest?.("#source")) {
      leave();
    }
  });
  matchMedia("(max-width: 899px)").addEventListener("change", () => sheet(false));
  addEventListener("click", (event) => {
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });

  // ---- asking -------------------------------------------------------------------------------------------------

  const say = (text) => {
    const place = one("#part-notice .notice") || one("#lost");
    if (place) place.textContent = text;
  };
  const days = (form) => ({ since: form.elements.since.value, until: form.elements.until.value });
  const ask = (trigger, data) => {
    const once = Math.random().toString(36).slice(2); // the server begins it once
    pending = once;
    answered = null;
    insist(() => trigger("submit", { ...data, once }), () => pending !== once || answered === once, () => {
      pending = answered = null;
      busy(running !== null);
      say("The server did not take the question. Ask it again.");
    });
    return once;
  };
  const compose = (question) => {
    busy(true);
    return ask(triggers.composer, { question, ...days(one("form.composer")) });
  };
  const busy = (now) => {
    root.classList.toggle("busy", now);
    for (const button of all(".composer .ask")) button.hidden = now;
    for (const button of all(".composer .stop")) button.hidden = !now;
  };
  const fit = (field) => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
  };
  const copy = async (button) => {
    const answer = await fetch(`./attribune/exchange/${encodeURIComponent(button.dataset.turn)}.md`);
    const text = await answer.text();
    let done = answer.ok;
    if (done && navigator.clipboard) {
      done = await navigator.clipboard.writeText(text).then(() => true, () => false);
    } else if (done) { // no secure context: a page of another machine without TLS
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      done = document.execCommand("copy");
      field.remove();
      button.focus();
    }
    button.textContent = done ? "Copied" : "Not copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  };

  // ---- the connection -----------------------------------------------------------------------------------------

  let lost = false;
  const look_after = async () => {
    if (document.hidden) return;
    const there = await fetch("./health/live", { cache: "no-store" }).then((r) => r.ok, () => false);
    if (there && lost) location.reload();
    lost = !there;
    const line = one("#lost");
    if (line) {
      line.hidden = there;
      line.textContent = there ? "" : "The server does not answer. What you have written is kept; the page goes on by itself when it is back.";
    }
  };
  setInterval(look_after, 5000);

  // ---- the parts ----------------------------------------------------------------------------------------------

  const opened = new Set(); // details that the person has opened; a new value would shut them
  const keyed = (details) => `${details.closest("[id]")?.id}/${details.className}`;

  window.attribune = {
    top(element) {
      view();
      look();
      element.addEventListener("click", (event) => {
        if (event.target.closest(".theme")) {
          root.dataset.theme = dark() ? "light" : "dark";
          store(localStorage, "attribune-theme", root.dataset.theme);
          look();
        }
        if (event.target.closest(".anew")) {
          event.target.closest("details").open = false;
          sure("thread", triggers.thread, "clear", {});
          chosen = null;
          one("#question")?.focus();
        }
      });
    },

    thread(element, trigger, watch) {
      triggers.thread = trigger;
      count("thread", watch);
      element.addEventListener("toggle", (event) => {
        const details = event.target;
        details.open ? opened.add(keyed(details)) : opened.delete(keyed(details));
      }, true);
      element.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (!button) return;
        if (button.matches(".mark")) choose(button, trigger);
        else if (button.matches(".example")) compose(button.textContent);
        else if (button.matches(".retry")) ask(trigger, { instead: button.dataset.turn });
        else if (button.matches(".any-date")) {
          ask(trigger, { instead: button.dataset.turn, question: button.dataset.question, since: "", until: "" });
        } else if (button.matches(".vote")) trigger("like", { turn: button.dataset.turn, vote: button.dataset.vote });
        else if (button.matches(".copy")) copy(button);
        else if (button.matches(".samples")) {
          sure("outcome", triggers.head, "upload", { samples: true });
          location.hash = "#library";
        }
      });
      element.addEventListener("submit", (event) => {
        event.preventDefault();
        const form = event.target;
        const question = form.elements.question.value;
        form.closest("details").open = false;
        ask(trigger, { instead: form.dataset.turn, question, ...days(form) });
        one("#question")?.focus();
      });
      watch("value", () => {
        if (pending && all(".turn", element).some((turn) => turn.dataset.once === pending)) {
          triggers.accepted?.(pending);
          pending = answered = null;
        }
        for (const details of all("details", element)) details.open = opened.has(keyed(details));
        const shown = all(".turn", element).map((turn) => turn.id);
        const now = one(".thread", element)?.dataset.running || null;
        busy(now !== null || pending !== answered);
        const fresh = shown.find((id) => id === `turn-${now}`);
        const last = fresh && now !== running ? fresh : known === null ? shown.at(-1) : null;
        if (last) lift(one("#part-thread"), one(`#${last}`), 16);
        running = now;
        known = shown;
        paint();
      });
    },

    status() {},

    notice(element, trigger, watch) {
      watch("value", () => {
        if (!one(".notice", element)?.textContent) return;
        answered = pending;
        busy(running !== null);
      });
    },

    composer(element, trigger) {
      triggers.composer = trigger;
      const form = one("form.composer", element);
      const field = form.elements.question;
      let sent = null;
      field.value ||= store(sessionStorage, "attribune-draft") || ""; // what was typed meanwhile stays
      fit(field);
      field.addEventListener("input", () => {
        fit(field);
        store(sessionStorage, "attribune-draft", field.value || null);
      });
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
          event.preventDefault();
          form.requestSubmit();
        }
      });
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (root.classList.contains("busy")) return;
        sent = { once: compose(field.value), text: field.value };
      });
      triggers.accepted = (once) => { // only now: what the server never had, or would not take, stays written
        if (sent?.once !== once) return;
        if (field.value === sent.text) {
          field.value = "";
          fit(field);
          store(sessionStorage, "attribune-draft", null);
        }
        sent = null;
      };
      one(".stop", form).addEventListener("click", () => {
        trigger("stop", {});
        field.focus();
      });
      form.addEventListener("change", () => {
        const { since, until } = days(form);
        one(".days-told", form).textContent =
          since && until ? `${since} to ${until}` : since ? `From ${since}` : until ? `Until ${until}` : "Any date";
      });
      if (!narrow() && root.dataset.view === "chat") field.focus();
      form.dataset.ready = "";
    },

    head(element, trigger, watch, upload) {
      triggers.head = trigger;
      const field = one("#files", element);
      const drop = one(".drop", element);
      if (!field) return;
      const send = async (files) => {
        const sent = [];
        const left = [];
        for (const [number, file] of files.entries()) {
          tell(`Uploading ${number + 1} of ${files.length}`);
          const kept = await upload(file).then((data) => data, () => null);
          if (kept?.path) sent.push({ path: kept.path, name: file.name });
          else left.push(file.name);
        }
        field.value = "";
        tell(left.length ? `Not taken, files of up to 50 MB are: ${left.join(", ")}` : "");
        if (sent.length) sure("outcome", trigger, "upload", { files: sent });
      };
      const tell = (text) => {
        one("#upload-told").textContent = text;
      };
      field.addEventListener("change", () => send(Array.from(field.files)));
      for (const kind of ["dragover", "dragleave", "drop"]) {
        drop.addEventListener(kind, (event) => {
          event.preventDefault();
          drop.classList.toggle("over", kind === "dragover");
          if (kind === "drop") send(Array.from(event.dataTransfer.files));
        });
      }
    },

    outcome(element, trigger, watch) {
      count("outcome", watch);
    },

    shelves(element, trigger, watch) {
      triggers.shelves = trigger;
      count("shelves", watch);
      view();
      const place = () => {
        const list = one(".list", element);
        return { search: list?.dataset.search || "", skip: Number(list?.dataset.skip || 0) };
      };
      element.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (!button) return;
        if (button.matches(".turn-page")) {
          sure("shelves", trigger, "select", { ...place(), skip: Number(button.dataset.skip) });
        } else if (button.matches(".remove")) {
          button.closest("details").open = false;
          sure("outcome", trigger, "delete", { ...place(), key: button.dataset.key });
        } else if (button.matches(".name")) {
          location.hash = "#chat";
          compose(`Tell me about ${button.dataset.name}.`);
        }
      });
      element.addEventListener("submit", (event) => {
        event.preventDefault();
        sure("shelves", trigger, "select", { search: event.target.elements.search.value, skip: 0 });
      });
    },

    health(element, trigger) {
      element.addEventListener("click", (event) => {
        if (event.target.closest(".examine")) sure("outcome", trigger, "select", {});
      });
    },

    source(element, trigger, watch) {
      element.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (button?.matches(".step")) choose(button, trigger);
        else if (button?.matches(".close")) leave();
      });
      const head = new IntersectionObserver(([seen]) => {
        one("#source")?.classList.toggle("away", !seen.isIntersecting);
      }, { root: element.closest("#part-source"), rootMargin: "-56px 0px 0px" });
      watch("value", () => {
        reveal();
        head.disconnect();
        const about = one("#source .about", element);
        if (about) head.observe(about);
      });
    },
  };
  addEventListener("DOMContentLoaded", look);
})();
