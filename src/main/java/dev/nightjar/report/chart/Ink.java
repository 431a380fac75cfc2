package dev.nightjar.report.chart;

import java.util.Locale;

/** The colours of the report; {@code templates/report.css} uses the same. Chosen to differ in grey as well. */
public enum Ink {
    TEXT(0x1f2933),
    MUTED(0x5f6c7b),
    AXIS(0xaab4bf),
    GRID(0xe4e8ec),
    ACCENT(0x1f5f8b),
    BAND(0xd5e3ee),
    ALARM(0xa3211f),
    CPU(0x3f7d58),
    IO(0x3b78b5),
    LOCK(0xa3211f),
    LWLOCK(0xd08a2e),
    CLIENT(0x8c99a7),
    OTHER(0x7a5c9e),
    PAST(0x9db8cc);

    private final int rgb;

    Ink(int rgb) {
        this.rgb = rgb;
    }

    public int red() {
        return rgb >> 16;
    }

    public int green() {
        return rgb >> 8 & 0xff;
    }

    public int blue() {
        return rgb & 0xff;
    }

    /** As CSS and SVG write it. */
    public String hex() {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }
}
