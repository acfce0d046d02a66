"""Flemish training leave (VOV): signatures of online lessons, regular attendance, and filing in the WSE-loket."""
