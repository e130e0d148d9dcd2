// The first tap never waits: until Python is awake, the shell shows the "get ready" that Python will carry on with.
//
// The view's own HTML brings all it takes: `<template data-starting="start">` is what to show when `start` comes, and
// `data-ready-seconds`, on the template, how long getting ready takes. Inside it, elements with `data-countdown-to` and
// `data-from`/`data-to` get their times here. `data-focus` on the template selects what then has the focus: the control
// just used is gone.

import { frameOf, placesOf } from "./mirror.js";

/**
 * @param {Element} host
 * @param {string} name what happened
 * @param {number} at when, in milliseconds since the epoch
 * @returns {{content: DocumentFragment, end: number, focus: string | undefined} | null} what to show meanwhile, until when,
 *   and where the focus goes
 */
export function startingView(host, name, at) {
  const template = host.querySelector("template[data-starting]");
  if (!(template instanceof HTMLTemplateElement) || (template.dataset.starting || "start") !== name) return null;
  const counter = template.dataset.readySeconds ? template : host.querySelector("[data-ready-seconds]");
  const seconds = Number(counter?.getAttribute("data-ready-seconds"));
  const content = document.importNode(template.content, true);
  const end = at + seconds * 1000;
  for (const element of content.querySelectorAll("[data-countdown-to]")) {
    element.setAttribute("data-countdown-to", String(end));
  }
  for (const element of content.querySelectorAll("[data-to]")) {
    element.setAttribute("data-from", String(at));
    element.setAttribute("data-to", String(end));
  }
  return { content, end, focus: template.dataset.focus };
}

/**
 * Lays the view for Start out once, unseen, in a room like the one that it will fill. To shape its letters in all their
 * sizes takes a slow phone a good part of the first tap, and browsers keep the shapes.
 * @param {Element} host
 */
export function layOutAhead(host) {
  const template = host.querySelector("template[data-starting]");
  const room = host.closest(".ns-timer-slot");
  if (!(template instanceof HTMLTemplateElement) || !room) return;
  const copy = document.createElement("div");
  copy.className = "ns-timer-slot ns-ahead";
  const inner = room === host ? copy : document.createElement("div");
  if (inner !== copy) {
    const figure = document.createElement("div");
    figure.className = "ns-timer-figure";
    figure.append(frameOf(placesOf(host.getAttribute("slug") ?? ""))?.[0] ?? "");
    copy.append(figure, inner);
  }
  inner.append(document.importNode(template.content, true));
  copy.toggleAttribute("data-fills", true);
  room.parentElement?.append(copy);
  copy.getBoundingClientRect();
  copy.remove();
}
