// What a person sees: elements by role and name, and text that is really there. Evaluated in the page by `page.rs`.
(() => {
  const ROLES = {
    link: "a[href]", button: "button,summary", searchbox: "input[type=search]", textbox: "input[type=text],input[type=email],input[type=tel],input[type=date],textarea",
    heading: "h1,h2,h3,h4,h5,h6", list: "ul,ol", listitem: "li", navigation: "nav", main: "main", dialog: "dialog",
    checkbox: "input[type=checkbox]", radio: "input[type=radio]", combobox: "select", status: "output", img: "img,svg[aria-label]",
  };
  const shown = (el) => el.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true }) && !el.closest("[aria-hidden=true],[inert]");
  const text = (el) => (el.textContent || "").replace(/\s+/g, " ").trim();
  const name = (el) => {
    const by = (el.getAttribute("aria-labelledby") || "").split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
    if (by.length) return by.map(text).join(" ");
    const label = el.getAttribute("aria-label");
    if (label) return label.trim();
    if (el.labels && el.labels.length) return [...el.labels].map(text).join(" ");
    return text(el) || el.getAttribute("placeholder") || el.title || "";
  };
  const all = (role) => {
    const own = [...document.querySelectorAll(`[role=${role}]`)];
    const implied = ROLES[role] ? [...document.querySelectorAll(ROLES[role])].filter((el) => !el.hasAttribute("role")) : [];
    return [...own, ...implied].filter(shown);
  };
  const find = (role, wanted) => all(role).find((el) => name(el) === wanted) || all(role).find((el) => name(el).includes(wanted));
  const until = (test, ms) => new Promise((done) => {
    const end = performance.now() + ms;
    const look = () => {
      let found = null;
      try { found = test(); } catch (error) { found = null; }
      if (found) return done(found);
      if (performance.now() > end) return done(null);
      setTimeout(look, 16);
    };
    look();
  });
  const names = (role) => all(role).map(name);
  const sees = (words) => (document.body?.innerText || "").replace(/\s+/g, " ").includes(words);
  const press = (el) => { el.scrollIntoView({ block: "center" }); el.focus(); el.click(); return true; };
  const type = (el, value) => {
    el.focus();
    if (el instanceof HTMLSelectElement) {
      el.value = [...el.options].find((option) => text(option) === value)?.value ?? "";
      el.dispatchEvent(new Event("change", { bubbles: true }));
      return true;
    }
    const proto = el instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    Object.getOwnPropertyDescriptor(proto, "value").set.call(el, value);
    el.dispatchEvent(new InputEvent("input", { bubbles: true, data: value }));
    el.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };
  return { find, until, names, sees, press, type, name, all };
})()
