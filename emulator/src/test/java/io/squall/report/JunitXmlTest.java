package io.squall.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JunitXmlTest {
    private static Element suite(Summary summary) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JunitXml.of(summary))))
                .getDocumentElement();
    }

    private static List<Element> all(Element suite, String tag) {
        return IntStream.range(0, suite.getElementsByTagName(tag).getLength())
                .mapToObj(i -> (Element) suite.getElementsByTagName(tag).item(i))
                .toList();
    }

    private static void assertCounts(Element suite, int tests, int failures, int errors) {
        assertThat(List.of("tests", "failures", "errors").stream().map(suite::getAttribute))
                .containsExactly(Integer.toString(tests), Integer.toString(failures), Integer.toString(errors));
        assertThat(all(suite, "testcase")).hasSize(tests);
        assertThat(all(suite, "failure")).hasSize(failures);
        assertThat(all(suite, "error")).hasSize(errors);
    }

    @Test
    void each_check_is_a_test_case() throws Exception {
        Element suite = suite(Played.DEC_7.summary());
        assertCounts(suite, 6, 0, 0);
        assertThat(all(suite, "testcase").stream().map(e -> e.getAttribute("name")))
                .containsExactly(
                        "validity",
                        "metrics starved",
                        "dns starved",
                        "auth starved",
                        "deploy starved",
                        "does not recover by itself");
    }

    @Test
    void what_was_not_met_is_a_failure_with_its_sentence() throws Exception {
        Summary summary = Played.of("dec-7", "expect.starved=[metrics, auth, deploy]", "expect.delivery=50 %")
                .summary();
        Element suite = suite(summary);
        assertThat(summary.outcome()).isEqualTo("FAIL");
        assertCounts(suite, 7, 1, 0);
        Element failure = all(suite, "failure").getFirst();
        assertThat(failure.getAttribute("message"))
                .isEqualTo(summary.reasons().getFirst())
                .contains("dns was STARVED");
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("dns not starved");
    }

    @Test
    void a_run_that_proves_nothing_has_errors_only() throws Exception {
        Summary invalid = Examples.onSockets(Played.DEC_7.summary());
        assertCounts(suite(invalid), 6, 0, 6);
        assertThat(all(suite(invalid), "error").getFirst().getAttribute("message"))
                .startsWith("INVALID: attempts left late");
        assertCounts(suite(Played.stoppedAfter(30).summary()), 6, 0, 6);
    }

    @Test
    void any_text_gives_xml() throws Exception {
        Element suite = suite(Examples.saying(Examples.onSockets(Played.QUIET.summary()), "<&>\"'\u0000\uD800]]>"));
        assertThat(suite.getAttribute("name")).contains("<&>\"'");
    }
}
