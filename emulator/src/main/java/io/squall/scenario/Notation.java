package io.squall.scenario;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How a value is written, and read again: {@code read(format(v))} is v for every v that can be read.
 *
 * @param example a value of this kind; a reader goes on with it after an error, to find further errors
 */
public record Notation<T>(T example, Function<String, Reading<T>> reader, Function<T, String> formatter) {
    /** What came of reading a text. */
    public sealed interface Reading<T> {
        record Good<T>(T value) implements Reading<T> {}

        /**
         * It could not be read.
         *
         * @param expected completes the sentence "expected …"
         */
        record Bad<T>(String expected) implements Reading<T> {}
    }

    public Reading<T> read(String text) {
        return reader.apply(text);
    }

    public String format(T value) {
        return formatter.apply(value);
    }

    /**
     * The same, narrowed.
     *
     * @param expected completes the sentence "expected …"
     */
    Notation<T> where(Predicate<T> rule, String expected) {
        return new Notation<>(
                example,
                text -> read(text) instanceof Reading.Good<T>(T value) && !rule.test(value)
                        ? new Reading.Bad<>(expected)
                        : read(text),
                formatter);
    }

    /** The same, but a word stands for a value. */
    Notation<T> or(String word, T meaning) {
        return new Notation<>(
                example,
                text -> {
                    if (text.equals(word)) {
                        return new Reading.Good<>(meaning);
                    }
                    return read(text) instanceof Reading.Bad<T>(String expected)
                            ? new Reading.Bad<>(expected + ", or " + word)
                            : read(text);
                },
                value -> value.equals(meaning) ? word : format(value));
    }

    /** The same, as another type. */
    <U> Notation<U> mapped(Function<T, U> to, Function<U, T> from) {
        return new Notation<>(
                to.apply(example),
                text -> switch (read(text)) {
                    case Reading.Good<T>(T value) -> new Reading.Good<>(to.apply(value));
                    case Reading.Bad<T>(String expected) -> new Reading.Bad<>(expected);
                },
                value -> format(from.apply(value)));
    }

    /** The constants of an enumeration, written like {@code full-jitter}. */
    static <E extends Enum<E>> Notation<E> oneOf(Class<E> type) {
        List<E> constants = Arrays.asList(type.getEnumConstants());
        List<String> words = constants.stream().map(Notation::word).toList();
        return new Notation<>(
                constants.getFirst(),
                text -> words.contains(text)
                        ? new Reading.Good<>(constants.get(words.indexOf(text)))
                        : new Reading.Bad<>(alternatives(words)),
                Notation::word);
    }

    /** A name that must exist. */
    static Notation<String> reference(String noun, Collection<String> names) {
        return new Notation<>(
                names.stream().findFirst().orElse(""),
                text -> names.contains(text)
                        ? new Reading.Good<>(text)
                        : new Reading.Bad<>(
                                noun + (names.isEmpty() ? ", but there is none" : ": " + alternatives(names))),
                Function.identity());
    }

    private static <E extends Enum<E>> String word(E constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String alternatives(Collection<String> words) {
        List<String> list = List.copyOf(words);
        return list.size() == 1
                ? list.getFirst()
                : String.join(", ", list.subList(0, list.size() - 1)) + " or " + list.getLast();
    }
}
