"""What a literal is for, told from the call it stands in."""

import re

FORMAT = re.compile(r"(C\d|[bgrcmykw])?[.,ov^<>1234sp*hH+xXDd|_8P]?(-|--|-\.|:)?(C\d|[bgrcmykw])?")
COLOUR = re.compile(r"colou?rs?$|^(c|fc|ec|mfc|mec)$")
TEXT = re.compile(r"[xyz]?labels?|tick_labels|title|suptitle|text|s|names|categories|cellText|rowLabels|colLabels")

BY_KEYWORD = {
    "figure": "figsize dpi",
    "size": (
        "fontsize size s ms markersize lw linewidth linewidths mew markeredgewidth capsize capthick elinewidth labelpad pad "
        "labelsize titlesize title_fontsize length width_pt markerscale dashes linestyle ls linestyles headwidth headlength "
        "headaxislength shrink rounding_size mutation_scale"
    ),
    "limit": "xlim ylim zlim xmargin ymargin",
    "tick": "xticks yticks zticks",
    "count": "bins levels num gridsize nrows ncols ncol nbins",
    "angle": "startangle angle theta1 theta2 rotation elev azim roll",
    "alpha": "alpha",
    "index": "zorder seed ndim axis decimals",
}
KEYWORDS = {name: role for role, names in BY_KEYWORD.items() for name in names.split()}

BY_CALL = {
    "limit": "set_xlim set_ylim set_zlim xlim ylim axis set_xbound set_ybound margins",
    "tick": "set_xticks set_yticks set_zticks xticks yticks MultipleLocator FixedLocator",
    "count": "subplots subplot add_subplot GridSpec subplot2grid zeros ones empty full range rand randn MaxNLocator locator_params",
    "angle": "view_init",
    "figure": "set_size_inches",
    "index": "seed default_rng round RandomState repeat tile reshape choice subplot_mosaic",
}
CALLS = {name: role for role, names in BY_CALL.items() for name in names.split()}

BY_PLACE = {
    ("bar", 2): "bar-width",
    ("barh", 2): "bar-width",
    ("linspace", 2): "count",
    ("logspace", 2): "count",
    ("geomspace", 2): "count",
    ("arange", 2): "index",
    ("hist", 1): "count",
    ("contour", 3): "count",
    ("contourf", 3): "count",
    ("scatter", 2): "size",
    ("normal", 2): "count",
    ("uniform", 2): "count",
    ("randint", 2): "count",
    ("power", 1): "index",
    ("Wedge", 2): "angle",
    ("Wedge", 3): "angle",
    ("figure", 0): "index",
}
PLOTS = {"plot", "errorbar", "fill", "loglog", "semilogx", "semilogy", "step", "stem", "triplot"}
"""Calls that take a format among their places."""
WORDS = {
    "set_title": (0,),
    "title": (0,),
    "suptitle": (0,),
    "set_xlabel": (0,),
    "set_ylabel": (0,),
    "set_zlabel": (0,),
    "xlabel": (0,),
    "ylabel": (0,),
    "supxlabel": (0,),
    "supylabel": (0,),
    "text": (2, 3),
    "figtext": (2,),
    "annotate": (0,),
    "set_label": (0,),
    "legend": (0, 1),
    "set_xticklabels": (0,),
    "set_yticklabels": (0,),
    "set_zticklabels": (0,),
    "xticks": (1,),
    "yticks": (1,),
    "set_xticks": (1,),
    "set_yticks": (1,),
    "bar": (0,),
    "barh": (0,),
    "plot": (0, 1),
    "scatter": (0, 1),
}
"""Places of strings that are drawn."""


def number(method: str, argument: str | int | None) -> str | None:
    """Role of a number, by the last name of its call and its keyword or place; None where that says nothing."""
    if isinstance(argument, str):
        if argument in ("width", "height") and method in ("bar", "barh"):
            return "bar-width" if (argument == "width") == (method == "bar") else None
        if argument in ("width", "length") and method == "tick_params":
            return "size"
        if COLOUR.search(argument):
            return "colour"
        if argument == "size" and method in ("normal", "uniform", "randint", "poisson", "exponential"):
            return "count"
        return KEYWORDS.get(argument) or CALLS.get(method)
    return BY_PLACE.get((method, argument)) or CALLS.get(method)


def string(method: str, argument: str | int | None, value: str) -> str | None:
    """As `number`, of a string."""
    if isinstance(argument, str):
        if argument == "fmt":
            return "format"
        if COLOUR.search(argument):
            return "colour"
        return "text" if TEXT.fullmatch(argument) else "option"
    if argument in WORDS.get(method, ()):
        # A lone text at the place of values is a format: `plot(y, "r--")`.
        return "text" if method not in PLOTS or not FORMAT.fullmatch(value) else "format"
    if method in PLOTS and isinstance(argument, int):
        return "format"
    if method in ("set_color", "set_facecolor", "set_edgecolor"):
        return "colour"
    return "option" if method else None
