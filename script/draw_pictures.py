"""Draw every picture of drafts/images/ again: script/draw_pictures.py [DIRECTORY].

A picture is a text. Its first line gives width, height, background and the names of its own colours. Each step after
that is a verb (a method of Canvas), its numbers and a colour; semicolons or new lines separate steps, and FACE stands
for the bust every portrait shares. Lengths are pixels of the finished picture, angles are degrees clockwise from the
right. Shapes are drawn too large and reduced, which smooths their edges. The same Pillow gives the same bytes.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

OVERSIZE = 3
HEAVIEST = 40_000  # bytes; photos of a blog post load on a telephone
NUMBER = re.compile(r"-?\d+(\.\d+)?")
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
        for step in filter(None, map(str.strip, re.split(r";|\n(?=[a-z])", steps))):
            verb, *words = step.split()
            getattr(self, verb)(*(float(word) if NUMBER.fullmatch(word) else word for word in words))

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

    def text(self, x: float, y: float, size: float, words: str, fill: str) -> None:
        """Write words centred on a point, in the font that comes with Pillow."""
        font = ImageFont.load_default(size * OVERSIZE)
        self.pen.text((x * OVERSIZE, y * OVERSIZE), words.replace("_", " ").strip(), fill, font, "mm")

    def shelf(self, left: float, right: float, floor: float, seed: float, fill: str) -> None:
        """Fill a shelf with books whose sizes and colours follow from `seed`."""
        x, turn = left, int(seed)
        while x < right - 22:
            turn = (turn * 37 + 11) % 101
            width, top = min(34 + turn % 30, right - x), floor - 104 - turn % 46
            self.box(x, top, x + width - 3, floor, 4, BOOKS[turn % 7])
            if turn % 2:
                self.box(x + 5, top + 20, x + width - 8, top + 28, 0, "#fff5df")
            x += width
        self.box(left - 10, floor, right + 10, floor + 16, 0, fill)

    def dots(self, x0: float, y0: float, x1: float, y1: float, count: float, radius: float, fill: str) -> None:
        """Scatter dots (snow, a crowd) evenly: steps of the golden ratio across, the same steps every time."""
        for turn in range(int(count)):
            x, y = x0 + (x1 - x0) * (turn * 0.618034 % 1), y0 + (y1 - y0) * (turn + 0.5) / count
            self.oval(x, y, radius, radius, fill)

    def row(self, x: float, y: float, dx: float, dy: float, count: float, radius: float, fill: str) -> None:
        """Line dots up: the first one's centre, then the way from each to the next."""
        for turn in range(int(count)):
            self.oval(x + turn * dx, y + turn * dy, radius, radius, fill)

    def cat(self, x: float, y: float, fill: str) -> None:
        """Draw Virgule asleep, lying on the line y."""
        self.oval(x, y - 48, 112, 50, fill)
        self.curve(x + 62, y - 34, 66, 30, 290, 480, 22, fill)
        self.oval(x - 85, y - 56, 54, 43, fill)
        for dx in (0, 34, 68):
            self.curve(x + dx, y - 58, 16, 36, 215, 300, 9, "#b9622a")
        for side in (-106, -64):
            self.shape(x + side - 22, y - 74, x + side + (side + 85) / 3, y - 122, x + side + 22, y - 78, fill)
            self.curve(x + side, y - 62, 11, 9, 15, 165, 5, INK)
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
        """Reduce to the finished size; write a 64-colour PNG, or the best JPEG that is not too heavy."""
        finished = self.picture.resize(self.size, Image.Resampling.LANCZOS)
        if path.suffix == ".png":
            finished.quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
            return
        for quality in range(85, 40, -5):
            finished.save(path, quality=quality, optimize=True, progressive=True)
            if path.stat().st_size < HEAVIEST:
                return

    def _around(self, x: float, y: float, rx: float, ry: float) -> list[float]:
        return [n * OVERSIZE for n in (x - rx, y - ry, x + rx, y + ry)]


FACE = """box 205 640 695 1100 170 TOP; slice 450 640 92 70 0 180 SHADE; box 396 520 504 680 40 SHADE
oval 322 425 24 34 SHADE; oval 578 425 24 34 SHADE; oval 450 410 130 162 SKIN; oval 376 466 27 19 SHADE
oval 524 466 27 19 SHADE; oval 398 412 10 13 #2b2430; oval 502 412 10 13 #2b2430; oval 401 408 3 4 #ffffff
oval 505 408 3 4 #ffffff; curve 398 394 27 20 205 335 8 HAIR; curve 502 394 27 20 205 335 8 HAIR
curve 446 440 13 17 20 130 7 SHADE; curve 450 478 44 34 25 155 8 #a8453e"""

PICTURES = {
    "camille-roy.jpg": """900 900 #e3b98f HAIR=#6b3f2a SKIN=#f3c9a5 SHADE=#e0a880 TOP=#2e6f77
box 90 90 810 640 14 #f7efe2; box 112 112 788 618 0 #bfe0e6; slice 340 636 228 170 180 360 #9cc5a1
slice 640 636 148 130 180 360 #7fb08c; box 158 400 196 560 0 #f2e6d0; shape 148 400 177 300 206 400 #c9694f
box 700 410 736 570 0 #f2e6d0; shape 690 410 718 300 746 410 #c9694f; box 0 636 900 900 0 #d5a577
box 70 618 830 650 8 #fbf6ec; line 12 62 880 100 420 #8a5a3c; line 12 120 880 100 420 #8a5a3c
line 22 66 420 134 420 #5b3a29; oval 450 420 186 190 HAIR; oval 278 400 60 66 HAIR; oval 264 490 60 66 HAIR
oval 292 570 58 62 HAIR; oval 622 400 60 66 HAIR; oval 636 490 60 66 HAIR; oval 608 570 58 62 HAIR
FACE
oval 340 318 56 52 HAIR; oval 404 272 64 56 HAIR; oval 486 268 66 56 HAIR; oval 556 314 56 52 HAIR
shape 380 676 450 770 520 676 486 690 450 700 414 690 #fbf6ec; box 0 806 900 900 0 #7a4c31; box 0 806 900 820 0 #9a6644
curve 214 758 26 26 250 470 11 #f2b84b; box 128 714 210 808 12 #f2b84b; shape 330 812 560 812 606 872 290 872 #fdfaf3
line 4 350 838 540 838 #b9c7cc; row 342 812 18 0 13 6 #2b2430; line 9 732 770 640 660 #f7efe2
line 9 740 770 810 650 #f7efe2; oval 736 770 62 58 #e0703f; curve 700 790 60 60 270 350 6 #f5a878
curve 716 806 66 66 262 352 6 #f5a878""",
    "léa-tremblay.jpg": """900 900 #5a3b2c HAIR=#2d2326 SKIN=#f7d7bd SHADE=#e7b596 TOP=#4c7a5b
shelf 20 880 180 5 #6e4630; shelf 20 880 365 22 #6e4630; shelf 20 880 550 39 #6e4630; shelf 20 880 735 56 #6e4630
oval 450 222 76 70 HAIR; oval 450 398 152 168 HAIR
FACE
slice 450 392 140 156 204 336 HAIR; curve 396 414 42 38 0 360 7 #a5303c; curve 504 414 42 38 0 360 7 #a5303c
line 7 438 408 462 408 #a5303c; shape 366 664 450 740 396 780 #fff5df; shape 534 664 450 740 504 780 #fff5df
box 0 800 900 900 0 #b97f4d; box 0 800 900 818 0 #d69d66; box 600 764 850 800 6 #2f7f86; box 620 728 840 764 6 #d9603b
box 608 692 856 728 6 #e9d8b4; cat 740 694 #e58a3c; box 90 768 300 800 6 #7a4e7e; box 110 738 280 768 6 #f0b44c
oval 195 720 34 18 #d9dde3; slice 195 724 30 30 180 360 #c7ccd4; oval 195 692 7 7 #8a919c""",
    "nadia-benali.jpg": """900 900 #6f86a8 HAIR=#2a1d1c SKIN=#d9a27a SHADE=#bd8259 TOP=#df7f2c
box 60 260 840 900 0 #a34b3c; shape 30 260 450 130 870 260 #7c3730; box 150 330 750 900 0 #d5dbe3
line 5 150 400 750 400 #b4bdc9; line 5 150 470 750 470 #b4bdc9; line 5 150 540 750 540 #b4bdc9
line 5 150 610 750 610 #b4bdc9; box 190 345 330 385 0 #8fb4cc; box 570 345 710 385 0 #8fb4cc
shape 30 260 450 130 870 260 870 240 450 108 30 240 #eef3f8; slice 120 880 300 160 180 360 #eef3f8
slice 800 880 320 190 180 360 #e3ebf3; box 306 380 594 740 100 HAIR; dots 20 20 880 700 60 6 #ffffff
FACE
slice 450 345 152 190 180 360 #3b8f5a; box 288 300 612 366 30 #57ae74; oval 450 158 48 46 #f3f6f0
row 330 333 30 0 9 4 #3b8f5a; row 336 662 57 20 3 52 #f2e3cf; row 564 662 -57 20 2 52 #f7ecdc
line 5 450 740 450 900 #9c5216; box 207 800 693 836 0 #f6f3c4; box 207 812 693 824 0 #c9ccc6
slice 80 930 330 120 180 360 #ffffff; slice 860 930 360 140 180 360 #f4f8fc; dots 30 650 870 890 16 10 #ffffff""",
    "jean-philippe-ouellet.jpg": """900 900 #1d3b4f HAIR=#8a5a2e SKIN=#efc3a0 SHADE=#d59f78 TOP=#f1eadb
box 40 60 230 250 10 #24506a; box 40 270 230 460 10 #2c5f7c; box 40 480 230 670 10 #24506a
box 250 60 440 250 10 #2c5f7c; box 460 60 650 250 10 #24506a; box 670 270 860 460 10 #24506a
box 670 480 860 670 10 #2c5f7c; box 680 90 850 160 16 #e2503f; text 765 125 27 EN_ONDES #fff5df
oval 450 372 146 150 HAIR
FACE
slice 450 412 132 163 12 168 HAIR; curve 450 470 64 34 200 340 30 HAIR; slice 450 484 40 26 0 180 #fdf3ea
slice 450 374 142 146 196 344 HAIR; curve 450 390 178 196 184 356 24 #20262c; box 272 362 326 484 24 #e2503f
box 574 362 628 484 24 #e2503f; box 262 380 284 466 10 #20262c; box 616 380 638 466 10 #20262c
line 16 254 752 646 752 #2f6d8c; line 16 226 800 674 800 #2f6d8c; line 16 222 848 678 848 #2f6d8c
line 16 300 704 600 704 #2f6d8c; slice 450 640 88 66 0 180 SHADE; line 18 900 470 790 600 640 700 #565f68
oval 790 600 18 18 #20262c; box 530 626 630 770 48 #cfd6da; line 5 542 662 618 662 #8b969d
line 5 538 684 622 684 #8b969d; line 5 542 706 618 706 #8b969d; box 526 718 634 776 20 #20262c
box 0 826 900 900 0 #3a2c2a; line 6 90 846 90 888 #90827a; line 6 150 846 150 888 #90827a; box 76 850 104 864 4 #f0b44c
box 136 868 164 882 4 #f0b44c; dots 640 848 860 884 12 8 #6fb7a5""",
    "fiona-macleod.jpg": """900 900 #cfe4ea HAIR=#b8472a SKIN=#fbdcc6 SHADE=#eeb598 TOP=#f3c22e
oval 180 170 110 40 #e8f3f5; oval 250 190 120 36 #e8f3f5; oval 720 130 120 34 #e8f3f5; box 0 500 900 900 0 #3f8292
line 8 60 560 200 560 #6fa9b5; line 8 690 620 860 620 #6fa9b5; line 8 40 680 150 680 #6fa9b5
line 8 720 720 840 720 #6fa9b5; box 690 370 780 460 4 #fbf6ec; box 704 384 766 416 4 #4d8ea0
line 9 735 370 735 230 #5b4a42; shape 735 240 735 290 800 265 #d9603b; shape 600 450 880 450 846 540 650 540 #b63f2e
shape 646 522 853 522 846 540 650 540 #fbf6ec; oval 450 640 230 130 #d59f16; oval 450 420 176 190 HAIR
oval 286 520 66 110 HAIR; oval 614 520 66 110 HAIR; oval 300 620 60 80 HAIR; oval 600 620 60 80 HAIR
FACE
slice 436 376 146 142 186 320 HAIR; slice 500 366 96 112 210 372 HAIR; dots 362 446 404 476 6 3.5 #d98f6a
dots 498 446 540 476 6 3.5 #d98f6a; shape 344 668 450 748 400 812 #ffd95c; shape 556 668 450 748 500 812 #ffd95c
line 5 450 760 450 900 #c58f10; row 472 800 0 60 2 10 #7a5a12; box 0 836 900 900 0 #8b6a4f; box 0 836 900 848 0 #a8866a
line 4 150 850 150 900 #6f523b; line 4 420 850 420 900 #6f523b; line 4 650 850 650 900 #6f523b
curve 170 706 58 56 180 360 12 #2b2430; shape 226 770 282 716 292 728 236 802 #c4502f; box 100 716 240 838 44 #c4502f
oval 170 718 46 12 #a83f22; oval 170 702 12 12 #2b2430""",
    "thuy-linh-pham.jpg": """900 900 #f7d8bd HAIR=#1c1a22 SKIN=#f0c59c SHADE=#d79f74 TOP=#2f6f73
oval 190 200 84 84 #f6a96c; box 0 400 900 520 0 #6aa5ad; line 7 60 440 220 440 #a4cbcd; line 7 690 470 840 470 #a4cbcd
box 0 510 900 900 0 #e2bd8d; slice 160 640 330 120 180 360 #d3a873; slice 790 690 330 150 180 360 #cf9f69
oval 760 660 110 22 #8fc0c2; shape 706 400 720 210 766 210 780 400 #fbf6ec; box 714 262 772 302 0 #d9603b
box 710 340 776 378 0 #d9603b; box 716 176 770 212 6 #f2c85b; shape 708 180 743 140 778 180 #8c2f39
curve 330 150 26 18 200 330 6 #5b5060; curve 378 150 26 18 210 340 6 #5b5060; box 288 250 612 606 130 HAIR
FACE
slice 450 398 140 164 212 328 HAIR; box 291 320 336 594 20 HAIR; box 564 320 609 594 20 HAIR
shape 352 664 450 730 404 790 #3f8a8c; shape 548 664 450 730 496 790 #3f8a8c; line 5 450 740 450 900 #21555a
shape 548 690 704 662 744 858 588 886 #8c2f39; shape 556 698 698 672 734 850 592 876 #fdfaf3
line 5 586 720 680 703 #b9c7cc; line 5 592 750 686 733 #b9c7cc; line 5 598 780 660 769 #b9c7cc
line 9 730 640 690 724 #f2b84b; oval 592 846 30 24 SKIN; oval 610 870 30 22 SKIN; oval 648 874 26 20 SKIN
slice 130 930 280 90 180 360 #c99660; crab 138 856 #d9542e""",
    "dave-castonguay.jpg": """900 900 #26324a HAIR=#a9adb3 SKIN=#f0bfa0 SHADE=#d99a79 TOP=#22355c
dots 10 40 890 400 34 36 #3b4a69; dots 60 60 890 420 21 32 #51628a; dots 30 50 880 410 9 28 #d9603b
dots 50 90 850 400 7 26 #f0b44c; box 0 420 900 640 0 #f7fafc; box 0 420 900 442 0 #f0b44c; box 0 596 900 640 0 #2f62a8
box 0 640 900 900 0 #e4f0f7; box 700 640 734 900 0 #c83a3a; curve 140 800 180 90 180 360 8 #c83a3a
oval 324 390 36 74 HAIR; oval 576 390 36 74 HAIR
FACE
slice 450 340 134 120 180 360 #b5342f; box 310 316 590 348 14 #8f2522; slice 500 350 128 26 180 360 #8f2522
shape 418 290 450 252 482 290 #fbf6ec; curve 450 494 72 44 205 335 26 HAIR; box 322 616 578 706 42 #f7efe2
box 352 616 390 706 0 #b5342f; box 432 616 470 706 0 #b5342f; box 512 616 550 706 0 #b5342f
box 494 680 576 880 10 #f7efe2; box 494 712 576 746 0 #b5342f; box 494 780 576 814 0 #b5342f
box 494 848 576 870 0 #b5342f; line 20 156 905 250 470 #c89b62; line 20 236 534 250 470 #2b2430
box 640 764 830 900 14 #b5342f; box 640 764 830 786 8 #f7efe2; box 640 872 830 900 8 #f7efe2
line 5 650 790 695 868 740 790 785 868 822 790 #f0b44c; oval 735 764 95 24 #fbf3e2; line 9 690 752 610 690 #8a5a3c
oval 690 752 13 11 #8a5a3c""",
    "agenda-de-veille.png": """1200 800 #efe4d2 BLUE=#3d7ea6 ORANGE=#e0803f GREEN=#79ab6d GREY=#e3dacb
box 40 40 1160 770 24 #fffdf8; box 40 40 1160 130 24 #2e6f77; box 40 100 1160 130 0 #2e6f77; text 234 86 40 L #ffffff
text 438 86 40 M #ffffff; text 642 86 40 M #ffffff; text 846 86 40 J #ffffff; text 1050 86 40 V #ffffff
text 90 188 26 7_h #8b7f72; text 90 302 26 9_h #8b7f72; text 90 416 26 11_h #8b7f72; text 90 530 26 13_h #8b7f72
text 90 644 26 15_h #8b7f72; box 144 180 324 256 10 ORANGE; box 144 264 324 290 8 GREY; box 144 302 324 440 10 BLUE
box 144 520 324 566 10 GREEN; box 144 580 324 742 10 ORANGE; box 348 200 528 240 10 ORANGE; box 348 264 528 290 8 GREY
box 348 302 528 452 10 BLUE; box 348 600 528 646 10 GREEN; box 348 660 528 724 10 ORANGE; box 552 200 732 230 10 ORANGE
box 552 264 732 290 8 GREY; box 552 302 732 400 10 BLUE; box 552 412 732 500 10 ORANGE; box 552 560 732 606 10 GREEN
box 756 190 936 240 10 ORANGE; box 756 264 936 290 8 GREY; box 756 302 936 490 10 BLUE; box 756 640 936 686 10 GREEN
box 960 200 1140 250 10 ORANGE; box 960 264 1140 290 8 GREY; box 960 302 1140 420 10 BLUE; box 960 500 1140 546 10 GREEN
box 960 560 1140 640 10 ORANGE""",
    "etagere.png": """960 640 #efdcc0
box 30 30 930 630 16 #8a5a3c; box 54 54 906 610 6 #5f3b29; shelf 64 896 220 31 #8a5a3c; shelf 64 330 400 12 #8a5a3c
shelf 620 896 400 70 #8a5a3c; box 54 400 906 416 0 #8a5a3c; shelf 64 700 590 48 #8a5a3c; box 54 590 906 606 0 #8a5a3c
cat 482 400 #e58a3c; box 770 520 850 590 10 #d9603b; oval 776 476 20 54 #6f9c62; oval 810 456 20 64 #7fb072""",
    "tempete.png": """1200 800 #eaf0f6 NAVY=#27425e ORANGE=#e8813a
dots 20 30 1180 780 70 7 #ffffff; line 3 110 260 1140 260 #cfdbe6; line 3 110 400 1140 400 #cfdbe6
line 3 110 540 1140 540 #cfdbe6; text 70 260 28 150_ NAVY; text 70 400 28 100_ NAVY; text 70 540 28 50_ NAVY
shape 110 680 110 656 190 640 268 596 348 520 427 410 506 276 585 164 640 330 700 344 744 296 790 450 830 468 864
424 904 560 944 572 982 534 1030 636 1140 662 1140 680 #b9d0e3
line 9 110 656 190 640 268 596 348 520 427 410 506 276 585 164 640 330 700 344 744 296 790 450 830 468 864 424 904
560 944 572 982 534 1030 636 1140 662 #3d7ea6; line 5 110 680 1140 680 NAVY; text 110 726 28 12_h NAVY
text 348 726 28 18_h NAVY; text 585 726 28 0_h NAVY; text 822 726 28 6_h NAVY; text 1060 726 28 12_h NAVY
oval 585 164 21 21 ORANGE; oval 744 296 21 21 ORANGE; row 864 424 118 110 2 21 ORANGE""",
    "rivage.png": """1200 800 #f8dcc4
oval 300 210 96 96 #f6ab70; slice 980 420 300 70 180 360 #a9b9a4; box 0 340 1200 470 0 #6aa5ad
line 7 80 380 260 380 #a4cbcd; line 7 520 420 760 420 #a4cbcd; line 7 860 380 960 380 #a4cbcd
shape 1010 352 1022 190 1066 190 1078 352 #fbf6ec; box 1017 232 1071 268 0 #d9603b; box 1013 304 1075 338 0 #d9603b
box 1020 158 1068 192 6 #f2c85b; shape 1012 162 1044 124 1076 162 #8c2f39; box 0 450 1200 800 0 #ecd0a5
slice 300 640 900 150 180 360 #e2bd8d; box 0 600 1200 800 0 #e2bd8d; slice 940 760 800 130 180 360 #d3a873
box 0 730 1200 800 0 #d3a873; oval 850 600 190 34 #8fc0c2; oval 850 596 150 22 #a9d3d3; crab 360 740 #d9542e
curve 520 160 30 20 200 330 7 #6b5d66; curve 576 160 30 20 210 340 7 #6b5d66; dots 60 560 1180 780 40 5 #c2935b
shape 690 662 702 692 734 694 708 712 718 744 690 725 662 744 672 712 646 694 678 692 #e58a5c""",
    "patinoire.png": """1200 800 #3a4763 ORANGE=#ee8d3f GREEN=#6fb98a GREY=#6f7c96 RED=#c83a3a BLUE=#2f62a8
row 60 160 0 40 13 16 ORANGE; row 108 140 0 40 14 16 ORANGE; row 220 742 40 0 20 16 GREEN; row 220 58 40 0 20 16 GREY
row 1098 160 0 40 13 16 GREY; row 1146 140 0 40 14 16 GREY; box 150 100 1050 700 150 #f0b44c
box 162 112 1038 688 140 #f6fbfe; line 6 240 140 240 660 RED; line 6 960 140 960 660 RED; line 12 420 118 420 682 BLUE
line 12 780 118 780 682 BLUE; line 12 600 118 600 682 RED; curve 600 400 84 84 0 360 6 BLUE; oval 600 400 12 12 BLUE
curve 320 260 66 66 0 360 6 RED; curve 320 540 66 66 0 360 6 RED; curve 880 260 66 66 0 360 6 RED
curve 880 540 66 66 0 360 6 RED; row 320 260 560 0 2 10 RED; row 320 540 560 0 2 10 RED
slice 240 400 52 52 270 450 #a9d0ea; slice 960 400 52 52 90 270 #a9d0ea; box 206 372 240 428 8 #8a97a8
box 960 372 994 428 8 #8a97a8; shape 84 348 97 383 134 384 105 407 115 443 84 422 53 443 63 407 34 384 71 383 #ffe27a""",
}


def picture(text: str) -> Canvas:
    """Draw one picture from its text."""
    first, steps = text.split("\n", 1)
    width, height, background, *colours = first.split()
    steps = steps.replace("FACE", FACE)
    for name, colour in (pair.split("=") for pair in colours):
        steps = re.sub(rf"\b{name}\b", colour, steps)
    canvas = Canvas(int(width), int(height), background)
    canvas.draw(steps)
    return canvas


def main(folder: Path = IMAGES) -> None:
    """Draw all pictures into a folder and say how heavy each one is."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in PICTURES.items():
        picture(text).save(folder / file)
        print(f"{(folder / file).stat().st_size / 1000:5.1f} kB  {file}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
