"""Accessibility trees as an engine computes them, and the rules that they keep. No assertion lives here.

A rule is a function from a page's tree to its faults, a sentence each; its docstring is the reason. `RULES` need the
tree alone. `RULES_WITH_DOM` also ask what a control does and which text is shown; Chromium alone gives that beside it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession

CONTROLS = frozenset(
    (
        *(
            "button",
            "checkbox",
            "combobox",
            "link",
            "listbox",
            "menuitem",
            "option",
            "radio",
            "searchbox",
            "slider",
        ),
        *("spinbutton", "switch", "tab", "textbox", "DisclosureTriangle", "PopUpButton", "ToggleButton"),
    )
)
"""Roles of what is pressed or filled in."""
EMPTY_ROLES = frozenset(("", "generic", "none", "presentation", "unknown"))
"""Roles that tell nothing."""
LANDMARKS = frozenset(
    ["banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search"]
)
NAMED_ONLY = frozenset(("form", "region"))
"""Landmarks with a name alone; without one they are plain parts of a page."""
OF_THE_BROWSER = frozenset(("Date", "DateTime", "InputTime"))
"""Fields whose parts the browser makes, and names."""
GROUPS = LANDMARKS | {
    "article",
    "combobox",
    "dialog",
    "figure",
    "group",
    "list",
    "listitem",
    "radiogroup",
    "row",
    "table",
}
"""Roles whose name tells apart what stands inside."""
LEFTOVER = re.compile(
    r"[{}<>\ue000-\uf8ff]|\bNone\b(?! [a-z])|\b(undefined|null|NaN)\b|\[object|&\w+;|&#\d|%\(|:material-|:octicons-"
)
"""Markup, a placeholder, a value of a programming language, or a letter of an icon's font."""
PROSE = frozenset(
    (
        "StaticText",
        "RootWebArea",
        "cell",
        "code",
        "gridcell",
        "listitem",
        "paragraph",
        "row",
        "term",
        "definition",
    )
)
"""Roles whose name, if they have one, is the text of the page: code and numbers may stand in it."""
CODE = frozenset(("CODE", "PRE", "KBD"))
VALUE = "ns-stepper__value"
NEAR = 3
"""So many elements up from a text its name is looked for."""

TEXT_NODE, ELEMENT = 3, 1
STYLES = ("visibility", "opacity", "clip-path", "clip", "overflow", "display")
FOCUSED_BY_KEYS = frozenset(["A", "AREA", "BUTTON", "INPUT", "SELECT", "TEXTAREA", "SUMMARY", "IFRAME"])


@dataclass(slots=True, eq=False)
class Node:
    """One node of an accessibility tree. What is left out of it (`ignored`) stands here too, for its children."""

    role: str
    name: str
    ignored: bool = False
    properties: Mapping[str, Any] = field(default_factory=dict)
    source: int | None = None
    """The DOM node it was made from, by Chromium's number."""
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    def inside(self) -> Iterator[Node]:
        """Yield this node and all below it, in the order of reading."""
        yield self
        for child in self.children:
            yield from child.inside()

    def around(self) -> Iterator[Node]:
        """Yield what this node stands in, from the nearest to the root."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def __str__(self) -> str:
        """Return role and name, as a message shows them."""
        return f"{self.role} {self.name[:60]!r}"


@dataclass(slots=True, eq=False)
class Element:
    """One node of the DOM with what a rule asks of it."""

    kind: int
    tag: str
    text: str
    attributes: Mapping[str, str]
    parent: Element | None
    number: int
    folded: bool
    """It stands in a closed `<details>`."""
    inert: bool
    """Nobody can reach it: something else has the window."""
    shown: bool
    """It has a box of some size, and is neither folded away, made invisible nor cut to a point."""

    def around(self) -> Iterator[Element]:
        """Yield this element and all that it stands in."""
        node: Element | None = self
        while node is not None:
            yield node
            node = node.parent

    def __str__(self) -> str:
        """Return the beginning of the tag, as a message shows it."""
        told = " ".join(f'{name}="{value[:40]}"' for name, value in self.attributes.items())
        return f"<{self.tag.lower()} {told}>"[:140]


@dataclass(slots=True, eq=False)
class Tree:
    """A page as an engine hands it to assistive technology."""

    root: Node
    elements: Mapping[int, Element] = field(default_factory=dict)
    """The DOM, by the numbers of `Node.source`; empty where an engine does not give it."""
    inert: bool = False
    """Something has the window, and the page behind it is out of reach."""
    nodes: tuple[Node, ...] = ()
    """What is not ignored, in the order of reading."""

    def __post_init__(self) -> None:
        self.nodes = tuple(node for node in self.root.inside() if not node.ignored)

    def element(self, node: Node) -> Element | None:
        """Return what a node was made from."""
        return None if node.source is None else self.elements.get(node.source)

    def where(self, node: Node) -> str:
        """Return what a message says about the place of a node."""
        named = next((one for one in node.around() if one.name), None)
        return f"{self.element(node) or node.properties.get('html', node)} in {named}"

    def of(self, *roles: str) -> list[Node]:
        """Return the nodes of some roles."""
        return [node for node in self.nodes if node.role in roles]


type Rule = Callable[[Tree], Iterator[str]]


def chromium_tree(devtools: CDPSession) -> Tree:
    """Return the tree of Chromium's page."""
    told = devtools.send("Accessibility.getFullAXTree")["nodes"]
    shot = devtools.send(
        "DOMSnapshot.captureSnapshot",
        {"computedStyles": list(STYLES)},
    )
    nodes: dict[str, Node] = {}
    for one in told:
        nodes[one["nodeId"]] = Node(
            role=one.get("role", {}).get("value", ""),
            name=" ".join(one.get("name", {}).get("value", "").split()),
            ignored=one["ignored"],
            properties={each["name"]: each["value"].get("value") for each in one.get("properties", [])},
            source=one.get("backendDOMNodeId"),
        )
    for one in told:
        node = nodes[one["nodeId"]]
        for child in one.get("childIds", []):
            if child in nodes and nodes[child].role != "InlineTextBox":
                nodes[child].parent = node
                node.children.append(nodes[child])
    elements = _elements(shot)
    inert = any(one.inert for one in elements.values())
    return Tree(nodes[told[0]["nodeId"]], elements, inert=inert)


FIREFOX_ROLES = {
    "checkbutton": "checkbox",
    "combobox option": "option",
    "diagram": "image",
    "entry": "textbox",
    "graphic": "image",
    "grouping": "group",
    "pushbutton": "button",
    "radiobutton": "radio",
    "section": "generic",
    "statictext": "StaticText",
    "summary": "DisclosureTriangle",
    "text container": "generic",
    "text leaf": "StaticText",
    "toggle button": "ToggleButton",
}
"""Firefox's own words for roles that have others here."""
FIREFOX_FOCUSABLE = 1 << 20


def firefox_tree(told: Mapping[str, Any], parent: Node | None = None) -> Node:
    """Return the nodes of what Firefox tells about its page (see `engines.Firefox.accessible`)."""
    attributes = told["attributes"]
    said = attributes.get("xml-roles", "").split()
    role = said[0] if said else FIREFOX_ROLES.get(told["role"], told["role"])
    node = Node(
        role={"img": "image"}.get(role, role),
        name=" ".join(told["name"].split()),
        properties={
            "focusable": bool(told["states"] & FIREFOX_FOCUSABLE),
            "level": int(attributes.get("level", 0)),
            "class": attributes.get("class"),
            "html": f"<{attributes.get('tag')} id={attributes.get('id')} class={attributes.get('class')}>",
        },
        parent=parent,
    )
    node.children = [firefox_tree(child, node) for child in told["children"]]
    return node


WEBKIT_ROLES = {"img": "image"}


def flat_tree(told: Sequence[Mapping[str, Any]]) -> Node:
    """Return a tree without depth from what WebKitGTK tells of single elements (see `engines.WebKit.accessible`).

    Its driver knows no role of `summary`, as there is none in ARIA; to a screen reader WebKit says what it is.
    """
    root = Node(role="RootWebArea", name="")
    root.children = [
        Node(
            role=WEBKIT_ROLES.get(one["role"], one["role"])
            if one["tag"] != "SUMMARY"
            else "DisclosureTriangle",
            name=" ".join(one["name"].split()),
            properties={
                "focusable": one["focusable"],
                "level": one["level"],
                "html": one["html"],
                "class": one["class"],
            },
            parent=root,
        )
        for one in told
    ]
    return root


def _elements(shot: Mapping[str, Any]) -> dict[int, Element]:
    """Return the DOM of a snapshot by Chromium's numbers."""
    words = shot["strings"]
    found: dict[int, Element] = {}
    page = shot["documents"][0]
    nodes, layout = page["nodes"], page["layout"]
    boxes: dict[int, tuple[list[float], list[str]]] = {}
    for place, number in enumerate(layout["nodeIndex"]):
        styles = [words[one] if one >= 0 else "" for one in layout["styles"][place]]
        if len(styles) == len(STYLES):  # The document itself has none.
            boxes[number] = (layout["bounds"][place], styles)
    every: list[Element] = []
    for number, parent in enumerate(nodes["parentIndex"]):
        flat = [words[one] if one >= 0 else "" for one in nodes["attributes"][number]]
        attributes = dict(zip(flat[::2], flat[1::2], strict=True))
        above = every[parent] if parent >= 0 else None
        one = Element(
            kind=nodes["nodeType"][number],
            tag=words[nodes["nodeName"][number]],
            text=words[nodes["nodeValue"][number]] if nodes["nodeValue"][number] >= 0 else "",
            attributes=attributes,
            parent=above,
            number=nodes["backendNodeId"][number],
            folded=False,
            inert="inert" in attributes or (above is not None and above.inert),
            shown=False,
        )
        one.folded = above is not None and (
            above.folded
            or (above.tag == "DETAILS" and "open" not in above.attributes and one.tag != "SUMMARY")
        )
        one.shown = not one.folded and _shown(boxes.get(number), above)
        every.append(one)
        found[one.number] = one
    return found


def _shown(box: tuple[list[float], list[str]] | None, parent: Element | None) -> bool:
    """Return whether a box is seen: not empty, not invisible, not cut to a point for screen readers alone."""
    if box is None:
        return False
    (_, _, width, height), (visibility, opacity, clip_path, clip, overflow, display) = box
    if display == "contents":
        return parent is None or parent.shown
    cut = overflow == "hidden" and min(width, height) <= 1
    return (
        min(width, height) > 0
        and visibility in ("visible", "")
        and opacity != "0"
        and not cut
        and clip_path in ("none", "")
        and clip in ("auto", "")
    )


def reachable(element: Element) -> bool:
    """Return whether the Tab key or a touch reaches an element of the DOM."""
    attributes = element.attributes
    if element.kind != ELEMENT or "disabled" in attributes or attributes.get("type") == "hidden":
        return False
    by_itself = element.tag in FOCUSED_BY_KEYS and (element.tag != "A" or "href" in attributes)
    if attributes.get("tabindex", "0" if by_itself else "-1") == "-1":
        return False
    return not element.inert


def what_takes_the_focus_has_role_and_name(tree: Tree) -> Iterator[str]:
    """Whoever comes to it by keys, or is led to it, hears what it is and what it is called."""
    for node in tree.nodes:
        if not node.properties.get("focusable") or node.parent is None:
            continue
        element = tree.element(node)
        if "md-sidebar" in (
            element.attributes.get("class", "") if element else str(node.properties.get("class"))
        ):
            continue  # It scrolls, and -1 keeps it out of the stops: nothing ever focuses it.
        if node.role in EMPTY_ROLES:
            yield f"no role: {tree.where(node)}"
        if not node.name:
            yield f"no name: {node.role} {tree.where(node)}"


def a_control_has_a_name(tree: Tree) -> Iterator[str]:
    """What can be pressed without the focus, by a screen reader's own cursor, says what it is as well."""
    for node in tree.nodes:
        if node.role in CONTROLS and not node.name:
            yield f"control without a name: {node.role} {tree.where(node)}"


def _does(tree: Tree, node: Node) -> tuple[str, ...]:
    """Return what a control does: where a link leads, which event a button sends, which field another one is."""
    if node.properties.get("url"):
        return (str(node.properties["url"]),)
    element = tree.element(node)
    if element is None:
        return (str(id(node)),)
    for name in ("data-on-click", "data-term"):
        if name in element.attributes:
            return (element.attributes[name], element.attributes.get("data-value", ""))
    return (str(element.number),)


def _place(node: Node) -> tuple[str, ...]:
    """Return the names of the groups in which a control stands."""
    return tuple(
        f"{one.role} {one.name}"
        for one in node.around()
        if one.role in GROUPS and one.name and not one.ignored
    )


def one_name_does_one_thing(tree: Tree) -> Iterator[str]:
    """Lists of links and of controls, and speech input, know nothing but role, name and group."""
    by_name: dict[tuple[str, str, tuple[str, ...]], list[Node]] = defaultdict(list)
    for node in tree.nodes:
        if any(one.role in OF_THE_BROWSER for one in node.around()):
            continue
        if node.role in CONTROLS and node.name:
            by_name[node.role, node.name, _place(node)].append(node)
    for (role, name, _), same in by_name.items():
        done = {_does(tree, node) for node in same}
        if len(done) > 1:
            yield f"{len(done)} different things are {role} {name[:60]!r} in {tree.where(same[0])}"


def names_are_words(tree: Tree) -> Iterator[str]:
    """A screen reader reads markup and placeholders aloud, letter by letter."""
    for node in tree.nodes:
        element = tree.element(node)
        if element is not None and any(one.tag in CODE for one in element.around()):
            continue
        if node.role in PROSE and element is not None and element.kind != TEXT_NODE:
            continue
        told = f"{node.name} {node.properties.get('roledescription') or ''}"
        if found := LEFTOVER.search(told):
            yield f"leftover {found[0]!r} in {node}"


def headings_go_down_by_one(tree: Tree) -> Iterator[str]:
    """Readers go by headings: an empty one is a dead end, and a level left out looks like a missing part."""
    last = 0
    for node in tree.of("heading"):
        level = int(node.properties.get("level") or 0)
        if not node.name:
            yield f"empty heading of level {level}: {tree.where(node)}"
        if level > last + 1:
            yield f"heading {node.name[:60]!r} has level {level} after level {last}"
        last = level


def one_main_and_one_title(tree: Tree) -> Iterator[str]:
    """A reader jumps to the page's own part, and hears once which page it is; a run that has the window needs none."""
    mains = tree.of("main")
    if len(mains) != 1:
        yield f"{len(mains)} main parts"
    titles = [node for node in tree.of("heading") if node.properties.get("level") == 1]
    if len(titles) > 1 or not (titles or tree.inert):
        yield f"{len(titles)} headings of level 1: {[node.name for node in titles]}"


def landmarks_have_their_own_names(tree: Tree) -> Iterator[str]:
    """Two landmarks of a kind are told apart by their names alone."""
    for (role, name), number in Counter((node.role, node.name) for node in tree.of(*LANDMARKS)).items():
        if number > 1 and (name or role not in NAMED_ONLY):
            yield f"{number} landmarks are {role} {name!r}"


def pictures_have_a_name(tree: Tree) -> Iterator[str]:
    """A picture without one is read as "image", or by the name of its file; one that says nothing is left out."""
    for node in tree.of("image", "img", "graphics-document", "SvgRoot"):
        if not node.name:
            yield f"picture without a name: {tree.where(node)}"


def radios_stand_in_a_named_group(tree: Tree) -> Iterator[str]:
    """An answer such as "Yes" says nothing without its question."""
    for node in tree.of("radio"):
        if not any(one.role in ("radiogroup", "group") and one.name for one in node.around()):
            yield f"without a named group: {node}"
    for node in tree.of("radiogroup"):
        if not node.name:
            yield f"radio group without a name: {tree.where(node)}"


def tables_have_a_name_and_headers(tree: Tree) -> Iterator[str]:
    """Whoever moves through cells hears the headers of each; the name says whether to go in."""
    for node in tree.of("table", "grid"):
        inside = {one.role for one in node.inside() if not one.ignored}
        if not node.name:
            yield f"table without a name: {tree.where(node)}"
        if not inside & {"columnheader", "rowheader"}:
            yield f"table without header cells: {node}"


def dialogs_have_a_name(tree: Tree) -> Iterator[str]:
    """What takes over the page says what it is."""
    for node in tree.of("dialog", "alertdialog"):
        if not node.name:
            yield f"dialog without a name: {tree.where(node)}"


def nothing_left_out_is_reached(tree: Tree) -> Iterator[str]:
    """The Tab key must not lead to what the tree does not have: nothing would be said there."""
    there = {node.source for node in tree.nodes}
    for element in tree.elements.values():
        if element.shown and element.number not in there and reachable(element):
            yield f"reached by keys and left out: {element}"


def text_that_is_shown_is_told(tree: Tree) -> Iterator[str]:
    """What others read is there to be heard, as text or in a name beside it. A drawing has a name instead."""
    there = {node.source for node in tree.nodes}
    near: dict[int, list[str]] = defaultdict(list)
    for node in tree.nodes:
        element = tree.element(node)
        if node.name and element is not None:
            for one in [*element.around()][: NEAR + 1]:
                near[one.number].append(node.name)
    for element in tree.elements.values():
        text = " ".join(element.text.split())
        if (
            element.kind != TEXT_NODE
            or not element.shown
            or element.inert
            or element.number in there
            or not re.search(r"\w", text)
        ):
            continue
        _, *around = element.around()
        if any(one.tag == "svg" for one in around) or not all(one.shown for one in around[:NEAR]):
            continue
        if not any(text in name for one in around[:NEAR] for name in near[one.number]):
            yield f"shown and not told: {text[:60]!r} in {around[0]}"


RULES: tuple[Rule, ...] = (
    what_takes_the_focus_has_role_and_name,
    a_control_has_a_name,
    names_are_words,
    headings_go_down_by_one,
    one_main_and_one_title,
    landmarks_have_their_own_names,
    pictures_have_a_name,
    radios_stand_in_a_named_group,
    tables_have_a_name_and_headers,
    dialogs_have_a_name,
)
"""What an engine's tree keeps, whichever engine it is."""
RULES_WITH_DOM: tuple[Rule, ...] = (
    one_name_does_one_thing,
    nothing_left_out_is_reached,
    text_that_is_shown_is_told,
)
"""What also needs the DOM beside the tree."""


def faults(tree: Tree) -> list[str]:
    """Return what breaks a rule, a line each, with the rule's name."""
    rules = (*RULES, *RULES_WITH_DOM) if tree.elements else RULES
    return [f"{rule.__name__}: {fault}" for rule in rules for fault in rule(tree)]


def live_regions(tree: Tree) -> dict[int, str]:
    """Return what stands in each live region, by the number of its element.

    `role="alert"` is left out: assistive technology reads it when it appears, so it may come with its words. So is the
    value of a stepper: it is told when it changes, and nothing is to be told when it appears.
    """
    regions = {
        one.number
        for one in tree.elements.values()
        if (
            one.attributes.get("aria-live", "off") != "off" or one.attributes.get("role") in ("status", "log")
        )
        and VALUE not in one.attributes.get("class", "")
    }
    words = dict.fromkeys(regions, "")
    for one in tree.elements.values():
        if one.kind == TEXT_NODE and one.text.strip():
            for around in one.around():
                if around.number in regions:
                    words[around.number] += one.text.strip()
    return words
