"""Shapes of collections: those alike in path and style become one shape at many places."""

import numpy as np
from matplotlib.path import Path

from codepercept.trace.drawn import MOST_SHAPES
from codepercept.trace.numbers import colours
from codepercept.trace.outlines import UPRIGHT, outline, split, spots


def note(recorder, entry, gc, master, paths, transforms, offsets, offset_transform, faces, edges, widths, dashes, smooth):
    """Adds what `draw_path_collection` draws."""
    total = max(len(paths), len(offsets))
    if len(paths) == 0 or (len(faces) == 0 and len(edges) == 0) or total == 0:
        return
    index = np.arange(total)
    fills, strokes = colours(faces), colours(edges)
    # With many styles, ones that look alike are one.
    names = {name: at for at, name in enumerate(dict.fromkeys([*fills, *strokes]))}
    columns = [index % len(part) for part in (paths, transforms, widths, dashes) if len(part) > 1]
    columns += [np.array([names[name] for name in part])[index % len(part)] for part in (fills, strokes) if len(part) > 1]
    keys = np.zeros(total, np.int64)
    for column in columns:
        keys = keys * (int(column.max()) + 1) + column
        keys = np.unique(keys, return_inverse=True)[1]
    runs = np.split(index, np.flatnonzero(np.diff(keys)) + 1)
    if len(runs) > MOST_SHAPES:
        order = np.argsort(keys, kind="stable")
        runs = np.split(order, np.flatnonzero(np.diff(keys[order])) + 1)
    places = None
    if len(offsets):
        places = offset_transform.transform(np.ma.filled(np.ma.asarray(offsets, float), np.nan))
        places = places * (1, -1) + (0, int(recorder.height))
    master, hatched = master.get_matrix(), recorder.hatch(gc)
    for run in runs:
        _add(recorder, entry, gc, run, master, paths, transforms, places, fills, strokes, widths, dashes, hatched)


def _add(recorder, entry, gc, run, master, paths, transforms, places, fills, strokes, widths, dashes, hatched):
    first = int(run[0])
    fill = fills[first % len(fills)] if fills else "none"
    edge = strokes[first % len(strokes)] if strokes else "none"
    width = float(widths[first % len(widths)]) if len(widths) else 0.0
    pattern = dashes[first % len(dashes)] if len(dashes) else (0, None)
    style = recorder.look(fill, edge, width, pattern, gc, hatched)
    if not style.text:
        return
    matrix = master @ transforms[first % len(transforms)] if len(transforms) else master
    path: Path = paths[first % len(paths)]
    if places is None:
        lines, at = recorder.flatten(gc, path, matrix, style.filled, style.width), None
    else:
        at = places[run % len(places)]
        at = at[np.isfinite(at).all(axis=1)]
        if len(at) == 0:
            return
        cleaned = path.cleaned(UPRIGHT @ matrix, remove_nans=True, snap=False)
        lines = split(cleaned.vertices, cleaned.codes)
        if len(at) == 1:
            lines, at = [line + at[0] for line in lines], None
    if lines:
        told = outline(lines)
        at = None if at is None else spots(at.ravel().tolist())
        entry.add(told, style.text, style.filled or told.closed, style.width, at)
