package io.squall.report;

import io.squall.report.Comparison.GroupRow;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Runs side by side on one page that needs nothing else. Of each group its first run is drawn. */
public final class ComparisonPage {
    private ComparisonPage() {}

    /**
     * The page.
     *
     * @throws Bundle.BundleException if the intervals of a run that is drawn cannot be read
     */
    public static String of(Comparison comparison) {
        return of(comparison, HtmlReport::file);
    }

    static String of(Comparison comparison, UnaryOperator<String> files) {
        ComparisonTables tables = new ComparisonTables(comparison);
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("schema", Comparison.SCHEMA);
        parts.put(
                "title",
                HtmlReport.text(comparison.groups().stream()
                        .map(GroupRow::name)
                        .distinct()
                        .collect(Collectors.joining(" beside "))));
        parts.put("groups", HtmlReport.table(tables.groups()));
        parts.put("headlines", HtmlReport.paragraphs("", tables.headlines()));
        parts.put(
                "changes",
                each(
                        tables,
                        i -> HtmlReport.table(tables.changes(i, Integer.MAX_VALUE))
                                + HtmlReport.paragraphs("", tables.unchanged(i))));
        parts.put("drawn", HtmlReport.paragraphs("quiet", drawn(comparison)));
        parts.put("help", HtmlReport.table(tables.help()));
        parts.put("whole", HtmlReport.table(tables.whole(1, comparison.groups().size())));
        parts.put("phases", each(tables, i -> HtmlReport.table(tables.phases(i))));
        parts.put("everything", each(tables, i -> HtmlReport.table(tables.everything(i))));
        parts.put("notes", HtmlReport.paragraphs("", tables.notes()));
        parts.put(
                "data",
                HtmlReport.json(
                        comparison.groups().stream().map(ComparisonPage::data).toList()));
        return HtmlReport.filled("compare.html", parts, files);
    }

    private static String each(ComparisonTables tables, java.util.function.IntFunction<String> part) {
        return tables.others().mapToObj(part).collect(Collectors.joining("\n"));
    }

    private static List<String> drawn(Comparison comparison) {
        return comparison.groups().stream()
                .filter(g -> g.runs().size() > 1)
                .map(g -> "Of the " + g.runs().size() + " runs of " + g.label() + " the first is drawn: seed "
                        + g.runs().getFirst().seed() + ".")
                .toList();
    }

    private static Map<String, Object> data(GroupRow group) {
        Bundle bundle = Bundle.open(Path.of(group.runs().getFirst().directory()));
        Summary summary = bundle.readSummary();
        Map<String, Object> data = HtmlReport.data(summary, bundle.readIntervals(summary));
        data.put("label", group.label());
        return data;
    }
}
