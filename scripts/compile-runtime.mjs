/**
 * Compiles the Python files that a boot and usual programs load. Without it each new sandbox compiles them again,
 * which is about half of its boot. Runs the very interpreter that the page runs, in Node, once.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeWhole } from './assets.mjs'
import { PACKS } from './packs.mjs'

/** Imports whose files are compiled, with all that they import in turn. */
const IMPORTS = `
import ast, bisect, calendar, colorsys, copy, csv, dataclasses, datetime, decimal, enum, fractions, functools, heapq
import io, itertools, json, linecache, logging, math, operator, os, pathlib, random, re, statistics, string, textwrap
import time, traceback, types, typing, warnings, zipfile
import asyncio, pyodide.http, pyodide.webloop, pyodide_js, _pyodide_core
import matplotlib.pyplot as plt, matplotlib.animation, matplotlib.backends.backend_agg, matplotlib.table
import matplotlib.patheffects, matplotlib.sankey, matplotlib.widgets, matplotlib.gridspec, matplotlib.path
import mpl_toolkits.mplot3d, mpl_toolkits.mplot3d.art3d, mpl_toolkits.axes_grid1
import numpy, numpy.random, numpy.fft, numpy.linalg, numpy.polynomial, numpy.ma
import PIL.PngImagePlugin, PIL.JpegImagePlugin
figure = plt.figure()
axes = figure.add_subplot(121)
axes.plot([0, 1], [0, 1], label='$\\\\frac{x}{2}$')
axes.legend()
figure.add_subplot(122, projection='3d')
figure.savefig(io.BytesIO(), format='png')
`

/** Marks code as valid whatever the age of its source: unchecked, by hash (PEP 552). */
const COMPILE = `
import importlib.util, importlib._bootstrap_external as external, marshal, sys, zipfile, io
library = next(path for path in sys.path if path.endswith('.zip'))
site = next(path for path in sys.path if path.endswith('site-packages'))

def compiled(source, name):
    code = compile(source, name, 'exec', dont_inherit=True)
    return external._code_to_hash_pyc(code, importlib.util.source_hash(source), False)

def loaded():
    return {getattr(module, '__file__', None) or '' for module in list(sys.modules.values())}

def packed(files):
    packages = io.BytesIO()
    with zipfile.ZipFile(packages, 'w', zipfile.ZIP_DEFLATED) as out:
        for path in sorted(files):
            if path.startswith(site) and path.endswith('.py'):
                with open(path, 'rb') as file:
                    data = compiled(file.read(), path)
                out.writestr(zipfile.ZipInfo(importlib.util.cache_from_source(path)[1:]), data, zipfile.ZIP_DEFLATED)
    return packages

files = loaded()
packages = packed(files)
standard = io.BytesIO()
with zipfile.ZipFile(library) as given, zipfile.ZipFile(standard, 'w', zipfile.ZIP_DEFLATED) as out:
    for entry in given.infolist():
        data = given.read(entry)
        path = f'{library}/{entry.filename}'
        if path in files and path.endswith('.py'):
            entry = zipfile.ZipInfo(entry.filename + 'c')
            data = compiled(data, path)
        out.writestr(entry, data, zipfile.ZIP_DEFLATED)
`

/**
 * Writes `python_stdlib.zip`, the standard library with compiled files in the place of their sources,
 * `compiled.zip`, the compiled files of the packages as they lie from the root of the file system, and for each pack
 * `compiled-PACK.zip` with those of its own.
 * @param {string} dir the runtime folder, with wheels and lock
 * @param {string} core the folder of npm's pyodide
 * @param {readonly string[]} base packages of every boot
 * @param {Record<string, readonly string[]>} packs their packages by name
 */
export async function compileRuntime(dir, core, base, packs) {
  const { loadPyodide } = await import(pathToFileURL(join(core, 'pyodide.mjs')).href)
  const lockFileContents = JSON.parse(await readFile(join(dir, 'pyodide-lock.json'), 'utf8'))
  const python = await loadPyodide({
    indexURL: core,
    packageBaseUrl: dir,
    lockFileContents,
    env: { MPLBACKEND: 'agg', HOME: '/home/pyodide' },
    stdout: () => {},
    stderr: () => {},
  })
  await python.loadPackage([...base], { messageCallback: () => {} })
  python.runPython(IMPORTS)
  python.runPython(COMPILE)
  for (const [name, file] of [
    ['standard', 'python_stdlib.zip'],
    ['packages', 'compiled.zip'],
  ]) {
    await writeWhole(join(dir, file), python.globals.get(name).getvalue().toJs())
  }
  for (const [pack, names] of Object.entries(packs)) {
    await python.loadPackage([...names], { messageCallback: () => {} })
    python.runPython(`before = loaded()\n${PACKS[pack].warm}\npackages = packed(loaded() - before)`)
    await writeWhole(join(dir, `compiled-${pack}.zip`), python.globals.get('packages').getvalue().toJs())
  }
}
