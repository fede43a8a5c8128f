"""Edits of a scene, each in four levels, with their severity: the share of its elements that change × the level.

An edit takes the scene, a level of .25, .5, .75 or 1 and a generator that starts alike at each level, so that a ladder
changes the same elements more and more; or, where a change cannot be half, more and more of them: there the share grows.
It returns the changed scene and its severity.
"""
import copy
import string

import numpy as np
from matplotlib.colors import rgb_to_hsv, hsv_to_rgb, to_hex, to_rgb

from scenes import LETTERS, MARKERS, elements, letters, stroke, texts, things

LEVELS = (.25, .5, .75, 1.)
EDITS = {}


def edit(function):
    EDITS[function.__name__] = function
    return function


def changed(scene, name, level, rng):
    """The scene after an edit, and the severity."""
    return EDITS[name](copy.deepcopy(scene), level, rng)


def some(rng, of, least=.4):
    """A part of a list by lot, between `least` and all of it."""
    if not of:
        return []
    return [of[i] for i in rng.permutation(len(of))[: max(1, round(rng.uniform(least, 1) * len(of)))]]


def span(scene):
    (x0, x1), (y0, y1) = scene["axes"]["xlim"], scene["axes"]["ylim"]
    return np.array([abs(x1 - x0), abs(y1 - y0)])


def push(item, scene, level, rng):
    """Moves an item, or changes what it stands for, by up to a third of the range."""
    wide, high = span(scene)
    direction, sign, wave = rng.uniform(0, 2 * np.pi), rng.choice([-1, 1]), rng.normal(0, 1, 400)
    by = level * .3 * np.array([np.cos(direction) * wide, np.sin(direction) * high])
    kind = item["type"]
    if kind in ("bar", "stem"):
        reach = wide if scene["axes"]["across"] else high
        goal = item["y"] + sign * .4 * reach
        if kind == "bar" and not 0.03 * reach < goal < .95 * reach - item["base"]:
            goal = item["y"] - sign * .4 * reach
        if kind == "bar":
            goal = max(.03 * reach, goal)
        item["y"] += level * (goal - item["y"])
    elif kind in ("line", "area"):
        n = len(item["y"])
        slow = np.interp(np.linspace(0, 4, n), np.arange(5), wave[:5])
        item["y"] = item["y"] + level * .25 * high * slow * (item["y"] / max(item["y"]) if kind == "area" else 1)
    elif kind == "cloud":
        n = len(item["x"])
        item["x"] = item["x"] + level * .25 * wide * wave[:n]
        item["y"] = item["y"] + level * .25 * high * wave[100 : 100 + n]
    elif kind == "wedge":
        item["y"] *= (1 + 2 * level) ** sign
    elif kind == "cell":
        item["colour"] = blend(item["colour"], to_hex(rng.uniform(0, 1, 3)), level)
    elif kind == "shape":
        item["points"] = item["points"] + by
    elif kind == "arrow":
        item["to"] = tuple(np.asarray(item["to"]) + by)
    else:
        item["x"] += by[0]
        item["y"] += by[1]


def blend(colour, goal, share):
    return to_hex(np.asarray(to_rgb(colour)) * (1 - share) + np.asarray(to_rgb(goal)) * share)


def other(colour, rng):
    """A colour that nobody takes for this one: another hue, strong, and not pale."""
    hue, _, value = rgb_to_hsv(to_rgb(colour))
    return to_hex(hsv_to_rgb([(hue + rng.choice([.25, .4, .55])) % 1, .9, .8 if value < .6 else .55]))


@edit
def values(scene, level, rng):
    chosen = some(rng, things(scene))
    for i in chosen:
        push(scene["items"][i], scene, level, rng)
    return scene, level * len(chosen) / elements(scene)


@edit
def labels(scene, level, rng):
    chosen = some(rng, texts(scene))
    for where, key in chosen:
        old = scene["axes"][key] if where == "axes" else scene["axes"]["names"][key] if where == "names" else scene["items"][key]["label"]
        lots = rng.permutation(len(old))[: max(1, round(level * len(old)))]
        new = "".join(str(rng.choice(list(string.ascii_lowercase if c.islower() else string.ascii_uppercase))) if i in lots else c for i, c in enumerate(old))
        if where == "axes":
            scene["axes"][key] = new
        elif where == "names":
            scene["axes"]["names"][key] = new
        else:
            for item in scene["items"]:
                if item.get("label") == old:
                    item["label"] = new
    return scene, level * len(chosen) / elements(scene)


@edit
def colours(scene, level, rng):
    chosen = some(rng, things(scene))
    for i in chosen:
        item = scene["items"][i]
        for key in ("colour", "edge"):
            if item.get(key):
                item[key] = blend(item[key], other(item[key], np.random.default_rng(i)), level)
    return scene, level * len(chosen) / elements(scene)


def restyle(item, rng):
    kind = item["type"]
    lot = rng.random()
    if kind in ("line", "shape", "disc", "arrow") and not (kind == "disc" and item["radius"] < .2):
        item["dash"] = str(rng.choice([dash for dash in ("-", "--", ":") if dash != item["dash"]]))
    if kind in ("cloud", "stem") or (kind == "line" and item["marker"]):
        if lot < .6:
            item["marker"] = str(rng.choice([marker for marker in MARKERS if marker != item["marker"]]))
        else:
            item["filled"] = False
    if kind in ("bar", "area", "wedge", "cell"):
        if lot < .5 and kind != "cell":
            item["filled"] = False
        else:
            item["hatch"] = str(rng.choice(["//", "xx", "..", "\\\\"]))
            item["edge"] = item.get("edge") or "#000000"
    if kind in ("shape", "disc") and item.get("closed", True) and lot < .5:
        item["colour"] = None if item["colour"] else "#9ecae1"


@edit
def style(scene, level, rng):
    chosen = some(rng, things(scene))
    part = chosen[: max(1, round(level * len(chosen)))]
    for i in part:
        restyle(scene["items"][i], np.random.default_rng(100 + i))
    return scene, len(part) / elements(scene)


@edit
def remove(scene, level, rng):
    total, chosen = elements(scene), some(rng, list(range(len(scene["items"]))), .6)
    part = chosen[: max(1, round(level * len(chosen)))]
    scene["items"] = [item for i, item in enumerate(scene["items"]) if i not in part]
    return scene, len(part) / total


@edit
def add(scene, level, rng):
    total, most = elements(scene), max(2, round(.6 * len(things(scene))))
    count = max(1, round(level * most))
    (x0, x1), (y0, y1) = scene["axes"]["xlim"], scene["axes"]["ylim"]
    seed = int(rng.integers(0, 10**6))
    for i in range(count):
        lots = np.random.default_rng([seed, i])
        x, y = x0 + lots.uniform(.05, .95, 4) * (x1 - x0), y0 + lots.uniform(.05, .95, 4) * (y1 - y0)
        colour = to_hex(hsv_to_rgb([lots.random(), .8, .7]))
        if i % 3 == 0:
            scene["items"].append({"type": "line", "x": np.sort(x), "y": y, "colour": colour, "dash": "-", "marker": ""})
        elif i % 3 == 1:
            scene["items"].append(stroke(np.transpose([x[:3], y[:3]]), closed=True, edge=colour, colour=colour))
        else:
            scene["items"].append(letters(x[0], y[0], str(lots.choice(LETTERS)) * 3))
    return scene, min(1, count / total)


@edit
def limits(scene, level, rng):
    share = len(things(scene)) / elements(scene)
    axes, grow = scene["axes"], 1 + .8 * level
    for key in ("xlim", "ylim") if axes["equal"] else ("xlim",) if axes["across"] else ("ylim",):
        low, high = axes[key]
        axes[key] = [low - .35 * (grow - 1) * (high - low), low + (1 + .65 * (grow - 1)) * (high - low)] if low else [low, high * grow]
    return scene, level * share


@edit
def sizes(scene, level, rng):
    """Things of the same kind in the same place, smaller or larger."""
    chosen, factor = some(rng, things(scene)), 1 + 1.2 * level
    for i in chosen:
        item = scene["items"][i]
        kind = item["type"]
        if kind == "bar":
            item["width"] /= factor
        elif kind == "line":
            item["y"] = np.mean(item["y"]) + (item["y"] - np.mean(item["y"])) / factor
            item.pop("error", None)
        elif kind == "cloud":
            item["size"] *= factor**2
        elif kind == "disc":
            item["radius"] /= factor
        elif kind == "shape":
            middle = item["points"].mean(0)
            item["points"] = middle + (item["points"] - middle) / factor
        elif kind == "arrow":
            item["to"] = tuple(np.asarray(item["from"]) + (np.asarray(item["to"]) - item["from"]) / factor)
        elif kind in ("stem", "area", "wedge"):
            item["y"] = item["y"] / factor
        else:
            item["colour"] = blend(item["colour"], "#ffffff", .8 * level)
    return scene, level * len(chosen) / elements(scene)


def converted(item, rng):
    """The same place or values as another kind of element."""
    kind, label = item["type"], item.get("label", "")
    if kind == "bar":
        return {"type": "cloud", "x": np.array([item["x"]]), "y": np.array([item["base"] + item["y"]]), "colour": item["colour"], "marker": "o", "size": 40, "label": label}
    if kind == "line":
        return {"type": "cloud", "x": item["x"][:: max(1, len(item["x"]) // 14)], "y": item["y"][:: max(1, len(item["x"]) // 14)], "colour": item["colour"], "marker": "o", "size": 36, "label": label}
    if kind == "cloud":
        return {"type": "line", "x": item["x"], "y": item["y"], "colour": item["colour"], "dash": "-", "marker": "", "label": label}
    if kind == "stem":
        return {"type": "bar", "x": item["x"], "y": item["y"], "width": .7, "base": 0, "colour": item["colour"]}
    if kind == "area":
        return {"type": "line", "x": item["x"], "y": item["y"], "colour": item["colour"], "dash": "-", "marker": "", "label": label}
    if kind == "disc":
        r = item["radius"] * .9
        return stroke([[item["x"] - r, item["y"] - r], [item["x"] + r, item["y"] - r], [item["x"] + r, item["y"] + r], [item["x"] - r, item["y"] + r]], True, edge=item["edge"], colour=item["colour"])
    if kind == "shape":
        middle = item["points"].mean(0)
        return {"type": "disc", "x": middle[0], "y": middle[1], "radius": float(np.abs(item["points"] - middle).max()) * .7, "edge": item["edge"], "colour": item["colour"], "dash": "-"}
    if kind == "arrow":
        return {"type": "disc", "x": (item["from"][0] + item["to"][0]) / 2, "y": (item["from"][1] + item["to"][1]) / 2, "radius": .4, "edge": item["edge"], "colour": None, "dash": "-"}
    if kind == "cell":
        return {"type": "cloud", "x": np.array([item["x"]]), "y": np.array([item["y"]]), "colour": item["colour"], "marker": "o", "size": 120}
    return item | {"filled": False}


@edit
def kinds(scene, level, rng):
    chosen = some(rng, things(scene), .6)
    across = scene["axes"]["across"]
    part = chosen[: max(1, round(level * len(chosen)))]
    for i in part:
        item = converted(scene["items"][i], rng)
        if across and item["type"] == "cloud":
            item["x"], item["y"] = item["y"], item["x"]
        scene["items"][i] = item
    return scene, len(part) / elements(scene)


@edit
def mixed(scene, level, rng):
    """Some values, some colours and some labels wrong at once, each of elements of its own."""
    total, lots = elements(scene), rng.permutation(things(scene))
    third = max(1, len(lots) // 3)
    for i in lots[:third]:
        push(scene["items"][i], scene, level, rng)
    recoloured = lots[third : 2 * third]
    for i in recoloured:
        item = scene["items"][i]
        for key in ("colour", "edge"):
            if item.get(key):
                item[key] = blend(item[key], other(item[key], np.random.default_rng(i)), level)
    scene, wrong = EDITS["labels"](scene, level, rng)
    return scene, min(1, level * (third + len(recoloured)) / total + wrong)
