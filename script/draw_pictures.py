"""Draw every picture of drafts/images/ again: geometric portraits and the pictures inside answers.

    .venv/bin/python script/draw_pictures.py [DIRECTORY]

A picture is a text. Each step is a verb (a method of Canvas), its numbers and a colour; steps are separated by
semicolons or new lines. Lengths are pixels of the finished picture, angles are degrees clockwise from the right.
The same Pillow gives the same bytes: nothing here is random. Shapes are drawn three times too large and reduced,
which smooths their edges.
"""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

OVERSIZE = 3
IMAGES = Path(__file__).resolve().parent.parent / "drafts" / "images"
INK = "#2b2430"
BOOKS = ("#d9603b", "#f0b44c", "#2f7f86", "#7a4e7e", "#e9d8b4", "#3d5a80", "#9bb069")


class Canvas:
    """A picture under construction; every length is multiplied by OVERSIZE on its way to Pillow."""

    def __init__(self, width: int, height: int, background: str) -> None:
        self.size = (width, height)
        self.picture = Image.new("RGB", (width * OVERSIZE, height * OVERSIZE), background)
        self.pen = ImageDraw.Draw(self.picture)

    def draw(self, steps: str) -> None:
        """Carry out the steps of a picture's text."""
        for step in filter(None, map(str.strip, re.split(r"[;\n]", steps))):
            verb, *numbers, last = step.split()
            getattr(self, verb)(*map(float, numbers), last)

    def box(self, x0: float, y0: float, x1: float, y1: float, radius: float, fill: str) -> None:
        """Fill a rectangle with rounded corners."""
        self.pen.rounded_rectangle([n * OVERSIZE for n in (x0, y0, x1, y1)], radius * OVERSIZE, fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: str) -> None:
        """Fill an ellipse given by its centre and its radii."""
        self.pen.ellipse(self._around(x, y, rx, ry), fill)

    def slice(self, x: float, y: float, rx: float, ry: float, start: float, end: float, fill: str) -> None:
        """Fill what the chord between two angles cuts off an ellipse."""
        self.pen.chord(self._around(x, y, rx, ry), start, end, fill)

    def curve(self, x: float, y: float, rx: float, ry: float, a: float, b: float, width: float, fill: str) -> None:
        """Stroke an ellipse from angle `a` to angle `b`."""
        self.pen.arc(self._around(x, y, rx, ry), a, b, fill, round(width * OVERSIZE))

    def shape(self, *numbers_and_fill: float | str) -> None:
        """Fill a polygon: x y, x y, …"""
        *numbers, fill = numbers_and_fill
        self.pen.polygon([float(n) * OVERSIZE for n in numbers], str(fill))

    def line(self, width: float, *numbers_and_fill: float | str) -> None:
        """Stroke a broken line with round ends: width, then x y, x y, …"""
        *numbers, fill = numbers_and_fill
        ends = [float(n) * OVERSIZE for n in numbers]
        self.pen.line(ends, str(fill), round(width * OVERSIZE), "curve")
        for x, y in (ends[:2], ends[-2:]):
            self.oval(x / OVERSIZE, y / OVERSIZE, width / 2, width / 2, str(fill))

    def text(self, x: float, y: float, size: float, words: str, fill: str = "#6b5d66") -> None:
        """Write words centred on a point, in the font that comes with Pillow."""
        font = ImageFont.load_default(size * OVERSIZE)
        self.pen.text((x * OVERSIZE, y * OVERSIZE), words.replace("_", " "), fill, font, "mm")

    def shelf(self, left: float, right: float, floor: float, seed: float, fill: str) -> None:
        """Fill a shelf with books whose sizes and colours follow from `seed`."""
        x, turn = left, int(seed)
        while x < right - 22:
            turn = (turn * 37 + 11) % 101
            width, top = min(24 + turn % 22, right - x), floor - 104 - turn % 46
            self.box(x, top, x + width - 3, floor, 4, BOOKS[turn % 7])
            self.box(x + 5, top + 20, x + width - 8, top + 28, 0, "#fff5df" if turn % 2 else INK)
            x += width
        self.box(left - 10, floor, right + 10, floor + 16, 0, fill)

    def dots(
        self, left: float, top: float, right: float, bottom: float, count: float, radius: float, fill: str
    ) -> None:
        """Scatter dots (snow, a crowd) evenly: steps of the golden ratio across, the same steps every time."""
        for turn in range(int(count)):
            x = left + (right - left) * (turn * 0.618034 % 1)
            self.oval(x, top + (bottom - top) * (turn + 0.5) / count, radius, radius, fill)

    def cat(self, x: float, y: float, fill: str) -> None:
        """Draw Virgule asleep, lying on the line y."""
        self.oval(x, y - 48, 112, 50, fill)
        self.curve(x + 62, y - 34, 66, 30, 290, 480, 22, fill)
        for ear in (-106, -64):
            self.shape(x + ear - 22, y - 70, x + ear + (ear + 85) / 3, y - 122, x + ear + 22, y - 74, fill)
        self.oval(x - 85, y - 56, 54, 43, fill)
        for dx in (0, 34, 68):
            self.curve(x + dx, y - 58, 16, 36, 215, 300, 9, "#b9622a")
        for eye in (-106, -64):
            self.curve(x + eye, y - 62, 11, 9, 15, 165, 5, INK)
        self.shape(x - 92, y - 46, x - 78, y - 46, x - 85, y - 38, "#8c2f39")

    def crab(self, x: float, y: float, fill: str) -> None:
        """Draw a crab that stands on the line y."""
        for side in (-1, 1):
            for foot in (34, 62, 88):
                self.line(9, x + side * 30, y - 34, x + side * foot, y - 40, x + side * (foot + 12), y, fill)
            self.line(11, x + side * 44, y - 48, x + side * 88, y - 82, fill)
            self.oval(x + side * 96, y - 100, 27, 24, fill)
            self.shape(x + side * 84, y - 128, x + side * 100, y - 98, x + side * 112, y - 130, "#f3dcc0")
            self.line(6, x + side * 18, y - 66, x + side * 20, y - 88, fill)
            self.oval(x + side * 20, y - 92, 9, 9, INK)
        self.oval(x, y - 42, 64, 38, fill)
        self.curve(x, y - 44, 22, 16, 30, 150, 5, INK)

    def save(self, path: Path) -> None:
        """Reduce to the finished size; write a small JPEG or a 64-colour PNG, as the suffix says."""
        finished = self.picture.resize(self.size, Image.Resampling.LANCZOS)
        if path.suffix == ".jpg":
            finished.save(path, quality=80, optimize=True, progressive=True)
        else:
            finished.quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)

    def _around(self, x: float, y: float, rx: float, ry: float) -> list[float]:
        return [n * OVERSIZE for n in (x - rx, y - ry, x + rx, y + ry)]


class Sitter(NamedTuple):
    """One person: colours, and the steps behind the bust, over the face and in front of everything."""

    wall: str
    skin: str
    shade: str
    hair: str
    top: str
    behind: str
    over: str
    front: str

    def portray(self) -> Canvas:
        """Draw the portrait; hair and clothes are in the sitter's own steps, written HAIR, SKIN, SHADE and TOP."""
        canvas = Canvas(900, 900, self.wall)
        for steps in (self.behind, FACE, self.over, self.front):
            for word in ("hair", "skin", "shade", "top"):
                steps = steps.replace(word.upper(), getattr(self, word))
            canvas.draw(steps)
        return canvas


FACE = """
box 205 640 695 1100 170 TOP; slice 450 640 92 70 0 180 SHADE; box 396 520 504 680 40 SHADE
oval 322 425 24 34 SHADE; oval 578 425 24 34 SHADE; oval 450 410 130 162 SKIN
oval 376 466 27 19 SHADE; oval 524 466 27 19 SHADE
oval 398 412 10 13 #2b2430; oval 502 412 10 13 #2b2430; oval 401 408 3 4 #ffffff; oval 505 408 3 4 #ffffff
curve 398 394 27 20 205 335 8 HAIR; curve 502 394 27 20 205 335 8 HAIR
curve 446 440 13 17 20 130 7 SHADE; curve 450 478 44 34 25 155 8 #a8453e
"""

SITTERS = {
    "camille-roy.jpg": Sitter(
        "#e3b98f",
        "#f3c9a5",
        "#e0a880",
        "#6b3f2a",
        "#2e6f77",
        """box 90 90 810 640 14 #f7efe2; box 112 112 788 618 0 #bfe0e6; slice 300 640 330 170 180 360 #9cc5a1
        slice 690 650 280 150 180 360 #7fb08c; box 158 400 196 560 0 #f2e6d0; shape 148 400 177 300 206 400 #c9694f
        box 700 410 736 570 0 #f2e6d0; shape 690 410 718 300 746 410 #c9694f; box 0 636 900 900 0 #d5a577
        box 70 618 830 650 8 #fbf6ec; line 12 62 880 100 420 #8a5a3c; line 12 120 880 100 420 #8a5a3c
        line 22 66 420 134 420 #5b3a29; oval 450 420 186 190 HAIR; oval 278 400 60 66 HAIR; oval 264 490 60 66 HAIR
        oval 292 570 58 62 HAIR; oval 622 400 60 66 HAIR; oval 636 490 60 66 HAIR; oval 608 570 58 62 HAIR""",
        """oval 340 318 56 52 HAIR; oval 404 272 64 56 HAIR; oval 486 268 66 56 HAIR; oval 556 314 56 52 HAIR
        shape 380 676 450 770 520 676 486 690 450 700 414 690 #fbf6ec; oval 450 802 9 9 #fbf6ec""",
        """box 0 806 900 900 0 #7a4c31; box 0 806 900 820 0 #9a6644; curve 214 758 26 26 250 470 11 #f2b84b
        box 128 714 210 808 12 #f2b84b; shape 330 812 560 812 606 872 290 872 #fdfaf3; line 4 350 838 540 838 #b9c7cc
        line 4 340 854 500 854 #b9c7cc; dots 340 809 560 815 12 6 #2b2430; line 9 732 770 640 660 #f7efe2
        line 9 740 770 810 650 #f7efe2; oval 736 770 62 58 #e0703f; curve 700 790 60 60 270 350 6 #f5a878
        curve 716 806 66 66 262 352 6 #f5a878; curve 690 770 60 60 280 350 6 #f5a878""",
    ),
    "léa-tremblay.jpg": Sitter(
        "#5a3b2c",
        "#f7d7bd",
        "#e7b596",
        "#2d2326",
        "#4c7a5b",
        """shelf 20 880 180 5 #6e4630; shelf 20 880 365 22 #6e4630; shelf 20 880 550 39 #6e4630
        shelf 20 880 735 56 #6e4630; oval 450 222 76 70 HAIR; oval 450 398 152 168 HAIR""",
        """slice 450 392 140 156 204 336 HAIR; curve 396 414 42 38 0 360 7 #a5303c; curve 504 414 42 38 0 360 7 #a5303c
        line 7 438 408 462 408 #a5303c; shape 366 664 450 740 396 780 #fff5df; shape 534 664 450 740 504 780 #fff5df""",
        """box 0 800 900 900 0 #b97f4d; box 0 800 900 818 0 #d69d66; box 600 764 850 800 6 #2f7f86
        box 620 728 840 764 6 #d9603b; box 604 740 626 752 0 #d9603b; box 608 692 856 728 6 #e9d8b4; cat 740 694 #e58a3c
        box 90 768 300 800 6 #7a4e7e; box 110 738 280 768 6 #f0b44c; oval 195 720 34 18 #d9dde3
        slice 195 724 30 30 180 360 #c7ccd4; oval 195 692 7 7 #8a919c""",
    ),
    "nadia-benali.jpg": Sitter(
        "#6f86a8",
        "#d9a27a",
        "#bd8259",
        "#2a1d1c",
        "#df7f2c",
        """box 60 260 840 900 0 #a34b3c; shape 30 260 450 130 870 260 #7c3730; box 150 330 750 900 0 #d5dbe3
        line 5 150 400 750 400 #b4bdc9; line 5 150 470 750 470 #b4bdc9; line 5 150 540 750 540 #b4bdc9
        line 5 150 610 750 610 #b4bdc9; box 190 345 330 385 0 #8fb4cc; box 570 345 710 385 0 #8fb4cc
        shape 30 260 450 130 870 260 870 240 450 108 30 240 #eef3f8; slice 120 880 300 160 180 360 #eef3f8
        slice 800 880 320 190 180 360 #e3ebf3; box 306 380 594 740 100 HAIR; dots 20 20 880 700 60 6 #ffffff""",
        """slice 450 345 152 190 180 360 #3b8f5a; box 288 300 612 366 30 #57ae74; oval 450 158 48 46 #f3f6f0
        line 6 350 333 350 334 #3b8f5a; line 6 400 333 400 334 #3b8f5a; line 6 450 333 450 334 #3b8f5a
        line 6 500 333 500 334 #3b8f5a; line 6 550 333 550 334 #3b8f5a; oval 336 660 52 42 #f2e3cf
        oval 390 690 54 42 #f7ecdc; oval 450 702 54 42 #f2e3cf; oval 510 690 54 42 #f7ecdc; oval 564 660 52 42 #f2e3cf""",
        """line 5 450 740 450 900 #9c5216; box 207 800 693 836 0 #f6f3c4; box 207 812 693 824 0 #c9ccc6
        slice 80 930 330 120 180 360 #ffffff; slice 860 930 360 140 180 360 #f4f8fc; dots 30 60 870 880 26 10 #ffffff""",
    ),
    "jean-philippe-ouellet.jpg": Sitter(
        "#1d3b4f",
        "#efc3a0",
        "#d59f78",
        "#8a5a2e",
        "#f1eadb",
        """box 40 60 230 250 10 #24506a; box 40 270 230 460 10 #2c5f7c; box 40 480 230 670 10 #24506a
        box 250 60 440 250 10 #2c5f7c; box 460 60 650 250 10 #24506a; box 670 270 860 460 10 #24506a
        box 670 480 860 670 10 #2c5f7c; box 680 90 850 160 16 #e2503f; text 765 125 27 EN_ONDES
        oval 450 372 146 150 HAIR""",
        """slice 450 412 132 163 12 168 HAIR; curve 450 470 64 34 200 340 30 HAIR; slice 450 484 40 26 0 180 #fdf3ea
        slice 450 374 142 146 196 344 HAIR; curve 450 390 178 196 184 356 24 #20262c; box 272 362 326 484 24 #e2503f
        box 574 362 628 484 24 #e2503f; box 262 380 284 466 10 #20262c; box 616 380 638 466 10 #20262c
        line 16 254 752 646 752 #2f6d8c; line 16 226 800 674 800 #2f6d8c; line 16 222 848 678 848 #2f6d8c
        line 16 300 704 600 704 #2f6d8c; slice 450 640 88 66 0 180 SHADE""",
        """line 18 900 470 790 600 640 700 #565f68; oval 790 600 18 18 #20262c; box 530 626 630 770 48 #cfd6da
        line 5 542 662 618 662 #8b969d; line 5 538 684 622 684 #8b969d; line 5 542 706 618 706 #8b969d
        box 526 718 634 776 20 #20262c; box 0 826 900 900 0 #3a2c2a; line 6 90 846 90 888 #90827a
        line 6 150 846 150 888 #90827a; line 6 210 846 210 888 #90827a; box 76 850 104 864 4 #f0b44c
        box 136 868 164 882 4 #f0b44c; box 196 856 224 870 4 #e2503f; dots 640 848 860 884 12 8 #6fb7a5""",
    ),
    "fiona-macleod.jpg": Sitter(
        "#cfe4ea",
        "#fbdcc6",
        "#eeb598",
        "#b8472a",
        "#f3c22e",
        """oval 180 170 110 40 #e8f3f5; oval 250 190 120 36 #e8f3f5; oval 720 130 120 34 #e8f3f5
        box 0 500 900 900 0 #3f8292; line 8 60 560 200 560 #6fa9b5; line 8 690 620 860 620 #6fa9b5
        line 8 40 680 150 680 #6fa9b5; line 8 720 720 840 720 #6fa9b5; box 690 370 780 460 4 #fbf6ec
        box 704 384 766 416 4 #4d8ea0; line 9 735 370 735 230 #5b4a42; shape 735 240 735 290 800 265 #d9603b
        shape 600 450 880 450 846 540 650 540 #b63f2e; shape 646 522 853 522 846 540 650 540 #fbf6ec
        oval 450 640 230 130 #d59f16; oval 450 420 176 190 HAIR; oval 286 520 66 110 HAIR; oval 614 520 66 110 HAIR
        oval 300 620 60 80 HAIR; oval 600 620 60 80 HAIR""",
        """slice 436 376 146 142 186 320 HAIR; slice 500 366 96 112 210 372 HAIR; dots 362 446 404 476 6 3.5 #d98f6a
        dots 498 446 540 476 6 3.5 #d98f6a; shape 344 668 450 748 400 812 #ffd95c; shape 556 668 450 748 500 812 #ffd95c
        line 5 450 760 450 900 #c58f10; oval 472 800 10 10 #7a5a12; oval 472 860 10 10 #7a5a12""",
        """box 0 836 900 900 0 #8b6a4f; box 0 836 900 848 0 #a8866a; line 4 150 850 150 900 #6f523b
        line 4 420 850 420 900 #6f523b; line 4 650 850 650 900 #6f523b; curve 170 706 58 56 180 360 12 #2b2430
        shape 226 770 282 716 292 728 236 802 #c4502f; box 100 716 240 838 44 #c4502f; oval 170 718 46 12 #a83f22
        oval 170 702 12 12 #2b2430; curve 296 690 14 18 90 270 6 #f4fafb; curve 296 656 14 18 270 450 6 #f4fafb""",
    ),
    "thuy-linh-pham.jpg": Sitter(
        "#f7d8bd",
        "#f0c59c",
        "#d79f74",
        "#1c1a22",
        "#2f6f73",
        """oval 190 200 84 84 #f6a96c; box 0 400 900 520 0 #6aa5ad; line 7 60 440 220 440 #a4cbcd; line 7 690 470 840 470 #a4cbcd
        box 0 510 900 900 0 #e2bd8d; slice 160 640 330 120 180 360 #d3a873; slice 790 690 330 150 180 360 #cf9f69
        oval 760 660 110 22 #8fc0c2; shape 706 400 720 210 766 210 780 400 #fbf6ec; box 714 262 772 302 0 #d9603b
        box 710 340 776 378 0 #d9603b; box 716 176 770 212 6 #f2c85b; shape 708 180 743 140 778 180 #8c2f39
        curve 330 150 26 18 200 330 6 #5b5060; curve 378 150 26 18 210 340 6 #5b5060; box 288 250 612 606 130 HAIR""",
        """slice 450 398 140 164 212 328 HAIR; box 300 320 336 590 18 HAIR; box 564 320 600 590 18 HAIR
        shape 352 664 450 730 404 790 #3f8a8c; shape 548 664 450 730 496 790 #3f8a8c; line 5 450 740 450 900 #21555a""",
        """shape 548 690 704 662 744 858 588 886 #8c2f39; shape 556 698 698 672 734 850 592 876 #fdfaf3
        line 5 586 720 680 703 #b9c7cc; line 5 592 750 686 733 #b9c7cc; line 5 598 780 660 769 #b9c7cc
        line 9 730 640 690 724 #f2b84b; oval 592 846 30 24 SKIN; oval 610 870 30 22 SKIN; oval 648 874 26 20 SKIN
        slice 130 930 280 90 180 360 #c99660; crab 138 856 #d9542e""",
    ),
    "dave-castonguay.jpg": Sitter(
        "#26324a",
        "#f0bfa0",
        "#d99a79",
        "#a9adb3",
        "#22355c",
        """dots 10 40 890 400 52 30 #3b4a69; dots 60 60 890 420 34 26 #51628a; dots 30 50 880 410 16 24 #d9603b
        dots 50 90 850 400 12 22 #f0b44c; box 0 420 900 640 0 #f7fafc; box 0 420 900 442 0 #f0b44c
        box 0 596 900 640 0 #2f62a8; box 0 640 900 900 0 #e4f0f7; box 700 640 734 900 0 #c83a3a
        curve 140 800 180 90 180 360 8 #c83a3a; oval 324 390 36 74 HAIR; oval 576 390 36 74 HAIR""",
        """slice 450 340 134 120 180 360 #b5342f; box 310 316 590 348 14 #8f2522; slice 500 350 128 26 180 360 #8f2522
        oval 450 224 12 8 #8f2522; shape 418 290 450 252 482 290 #fbf6ec; curve 450 494 72 44 205 335 26 HAIR
        box 322 616 578 706 42 #f7efe2; box 352 616 390 706 0 #b5342f; box 432 616 470 706 0 #b5342f
        box 512 616 550 706 0 #b5342f; box 494 680 576 880 10 #f7efe2; box 494 712 576 746 0 #b5342f
        box 494 780 576 814 0 #b5342f; line 5 506 880 506 898 #f7efe2; line 5 535 880 535 898 #f7efe2
        line 5 564 880 564 898 #f7efe2; box 494 848 576 870 0 #b5342f""",
        """line 20 156 905 250 470 #c89b62; line 20 236 534 250 470 #2b2430; box 640 764 830 900 14 #b5342f
        box 640 764 830 786 8 #f7efe2; box 640 872 830 900 8 #f7efe2; line 5 650 790 695 868 740 790 785 868 822 790 #f0b44c
        oval 735 764 95 24 #fbf3e2; line 9 690 752 610 690 #8a5a3c; oval 690 752 13 11 #8a5a3c""",
    ),
}

SCENES = {
    "agenda-de-veille.png": """box 40 40 1160 760 24 #fffdf8; box 40 40 1160 130 24 #2e6f77; box 40 100 1160 130 0 #2e6f77
        text 252 86 40 L; text 452 86 40 M""",
}


def main(folder: Path = IMAGES) -> None:
    """Draw all pictures into a folder and say how heavy each one is."""
    folder.mkdir(parents=True, exist_ok=True)
    canvases = {file: sitter.portray() for file, sitter in SITTERS.items()}
    for file, canvas in canvases.items():
        canvas.save(folder / file)
        print(f"{(folder / file).stat().st_size / 1000:5.1f} kB  {file}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
