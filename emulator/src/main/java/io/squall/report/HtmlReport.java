package io.squall.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;

/** {@code report.html}: a run in one file that needs nothing else. A pure function of the other files of its bundle. */
final class HtmlReport {
    /** {@code {{name}}} is a part of the page, {@code {{name.js}}} a file beside this class. */
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-zA-Z.-]+)}}");

    /** A number stays with its unit. */
    private static final Pattern UNIT = Pattern.compile("(?<=\\d) (?=(?:s|ms|%)(?:\\W|$))");

    private final Summary summary;
    private final Tables tables;
    private final Map<String, String> parts = new LinkedHashMap<>();

    private HtmlReport(Summary summary) {
        this.summary = summary;
        tables = new Tables(summary);
    }

    /**
     * The page.
     *
     * @param scenario the text of scenario.yaml
     * @param environment environment.json
     * @param agreement agree.json, if there is one
     * @param files the content of a file of the page, by its name
     */
    static String of(
            Summary summary,
            Intervals intervals,
            String scenario,
            Map<String, Object> environment,
            Optional<Agreement> agreement,
            UnaryOperator<String> files) {
        HtmlReport report = new HtmlReport(summary);
        report.head();
        report.tables(environment);
        report.parts.put("agreement", agreement.map(HtmlReport::section).orElse(""));
        report.parts.put("scenario", text(scenario));
        report.parts.put("data", json(data(summary, intervals)));
        return filled("report.html", report.parts, files);
    }

    /** In one pass: what is put in is not read again, whatever it says. */
    static String filled(String page, Map<String, String> parts, UnaryOperator<String> files) {
        return PLACE.matcher(files.apply(page))
                .replaceAll(place -> Matcher.quoteReplacement(
                        place.group(1).contains(".")
                                ? files.apply(place.group(1))
                                : Objects.requireNonNull(parts.get(place.group(1)), place.group(1))));
    }

    static String file(String name) {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void head() {
        Summary.ScenarioRow scenario = summary.scenario();
        parts.put("name", text(scenario.name()));
        parts.put("title", text(scenario.title()));
        parts.put("note", paragraphs("note", scenario.note().isBlank() ? List.of() : List.of(scenario.note())));
        parts.put("outcome", text(summary.outcome()));
        parts.put("badge", text(summary.outcome().toLowerCase(Locale.ROOT)));
        parts.put("reasons", text(tables.reasons()));
        parts.put("story", paragraphs("", new Story(summary).sentences()));
        parts.put("storm", paragraphs("", tables.storm().isEmpty() ? List.of() : List.of(tables.storm())));
        parts.put(
                "circumstances",
                text((summary.mode().equals("simulate") ? "Simulated in virtual time" : "Run on real sockets") + " · "
                        + summary.startedUtc().replaceFirst("\\..*Z$", "Z") + " · seed "
                        + scenario.seed() + " · Squall " + summary.squall()));
    }

    private void tables(Map<String, Object> environment) {
        parts.put("controls", table(tables.controls()));
        // There may be many classes; phases are few, and time goes from left to right as in the picture.
        parts.put("phases", table(tables.phases().turned()));
        parts.put("operator", table(tables.operator()));
        parts.put("law", table(tables.law()));
        parts.put("floors", table(tables.floors()));
        parts.put(
                "checks",
                table(new Table(
                        "What this run was to show",
                        List.of("check", "met", "found"),
                        summary.checks().stream()
                                .map(c -> List.of(c.name(), c.met() ? "yes" : "no", c.sentence()))
                                .toList())));
        parts.put("health", paragraphs("", tables.health()));
        parts.put("identity", text(tables.identity()));
        parts.put(
                "command",
                text("squall " + summary.mode() + " scenario.yaml --seed "
                        + summary.scenario().seed() + "   # scenario "
                        + summary.scenario().hash()));
        parts.put(
                "environment",
                table(new Table(
                        "Where it ran",
                        List.of("property", "value"),
                        environment.entrySet().stream()
                                .map(e -> List.of(e.getKey(), String.valueOf(e.getValue())))
                                .toList())));
    }

    /** Begins with an empty line: without it, the page is what it would be if there were no such section. */
    private static String section(Agreement agreement) {
        AgreementTables tables = new AgreementTables(agreement);
        return "\n\n<section aria-labelledby=\"agreement\">\n<h2 id=\"agreement\">Prediction and measurement</h2>\n"
                + paragraphs("", tables.sentences()) + "\n" + table(tables.headline())
                + "\n<details><summary>Every class and phase</summary>\n" + table(tables.all())
                + "\n</details>\n</section>";
    }

    /** What the picture of a run is made of. */
    static Map<String, Object> data(Summary summary, Intervals intervals) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", summary.scenario().name());
        data.put("endNs", summary.phases().getLast().endNs());
        data.put("windowNs", summary.scenario().windowNs());
        data.put("phases", summary.phases());
        data.put("controls", summary.controls());
        data.put("mitigations", summary.mitigations());
        data.putAll(intervals.columns());
        return data;
    }

    /** Within a script. */
    static String json(Object data) {
        return Json.MAPPER
                .writer()
                .without(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(data)
                .replace("<", "\\u003c");
    }

    static String paragraphs(String style, List<String> sentences) {
        String open = style.isEmpty() ? "<p>" : "<p class=\"" + style + "\">";
        return sentences.stream()
                .map(s -> open + UNIT.matcher(text(s)).replaceAll("\u00a0") + "</p>")
                .collect(Collectors.joining("\n"));
    }

    static String table(Table table) {
        if (table.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(text(table.caption()))
                .append("\"><table><caption><span>")
                .append(text(table.caption()))
                .append("</span></caption>\n<thead><tr>");
        for (int column = 0; column < table.columns().size(); column++) {
            String name = table.columns().get(column);
            out.append(
                    name.isEmpty()
                            ? "<td></td>"
                            : "<th scope=\"col\"" + words(table, column) + ">" + text(name) + "</th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : table.rows()) {
            out.append("<tr><th scope=\"row\">").append(text(row.getFirst())).append("</th>");
            int rest = table.columns().size() - row.size() + 1;
            for (int column = 1; column < row.size(); column++) {
                out.append(
                                rest > 1
                                        ? "<td class=\"words\" colspan=\"" + rest + "\">"
                                        : "<td" + words(table, column) + ">")
                        .append(text(row.get(column)))
                        .append("</td>");
            }
            out.append("</tr>\n");
        }
        return out.append("</tbody></table></div>").toString();
    }

    private static String words(Table table, int column) {
        return column == 0 || table.isWords(column) ? " class=\"words\"" : "";
    }

    /** As text of HTML, also within quotes. */
    static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
