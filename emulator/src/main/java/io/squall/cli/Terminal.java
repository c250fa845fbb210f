package io.squall.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The person before the screen, if there is one. */
final class Terminal {
    private static final Size USUAL = new Size(24, 80);

    private Terminal() {}

    /** In characters. */
    record Size(int rows, int columns) {
        /** What {@code stty size} prints. */
        static Optional<Size> parse(String text) {
            Matcher size = Pattern.compile("([1-9]\\d{0,3}) ([1-9]\\d{0,3})").matcher(text.strip());
            return size.matches()
                    ? Optional.of(new Size(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))))
                    : Optional.empty();
        }
    }

    /** Null unless both ends are a terminal. Error Prone knows the rule of JDK 22; since JDK 25 there is none again without one. */
    @SuppressWarnings("SystemConsoleNull")
    static @Nullable Console console() {
        Console console = System.console();
        return console != null && console.isTerminal() ? console : null;
    }

    /** Asks for its size; empty if there is none on which lines can be drawn over. */
    static Optional<Supplier<Size>> screen() {
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        return console() == null || dumb ? Optional.empty() : Optional.of(Terminal::size);
    }

    /** Colours, unless the person wants none: no-color.org. */
    static boolean colour() {
        String wish = System.getenv("NO_COLOR");
        return wish == null || wish.isEmpty();
    }

    /**
     * Java does not tell it. A process of {@code stty} takes some milliseconds; that is well on the drawing thread, once a second. (A
     * signal handler for SIGWINCH would need an unsupported class, an escape sequence a terminal in raw mode.)
     */
    private static Size size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return Size.parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .orElse(USUAL);
        } catch (IOException _) {
            return USUAL;
        }
    }
}
