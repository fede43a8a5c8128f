"""Draws a set of figures into a folder: NAME.png and NAME.json (what is printed in it).

python make.py FOLDER COUNT SEED [more]
Each picture is one kind in one of 12 conditions (60, 72, 100, 200 dpi; clean, JPEG of quality 30, noise of σ 15).
"""
import io
import json
import sys
from pathlib import Path

import matplotlib
import matplotlib.style
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from figures import FONTS, KINDS, MORE, draw, truth

CONDITIONS = [(dpi, wear) for dpi in (60, 72, 100, 200) for wear in ("clean", "jpeg", "noise")]


def worn(picture, wear, rng):
    if wear == "jpeg":
        held = io.BytesIO()
        picture.save(held, "JPEG", quality=30)
        return Image.open(held).convert("RGB")
    if wear == "noise":
        values = np.asarray(picture, float) + rng.normal(0, 15, (picture.height, picture.width, 3))
        return Image.fromarray(np.clip(np.round(values), 0, 255).astype(np.uint8))
    return picture


def main(folder, count, seed, kinds):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    names = list(kinds)
    for i in range(count):
        rng = np.random.default_rng([seed, i])
        name = names[i % len(names)]
        dpi, wear = CONDITIONS[(i // len(names) + i) % len(CONDITIONS)]
        style = "dark_background" if rng.random() < .12 else "default"
        with matplotlib.style.context(style), matplotlib.rc_context({"font.family": str(rng.choice(FONTS))}):
            figure = draw(name, rng)
            figure.set_dpi(dpi)
            canvas = FigureCanvasAgg(figure)
            canvas.draw()
            facts = truth(figure)
            picture = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3].copy())
        facts.update(kind=name, dpi=dpi, wear=wear, style=style)
        base = folder / f"{i:03d}-{name}-{dpi}-{wear}"
        worn(picture, wear, rng).save(base.with_suffix(".png"))
        base.with_suffix(".json").write_text(json.dumps(facts))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), MORE if sys.argv[4:] == ["more"] else KINDS)
