package io.squall.wire.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseTest {
    /** In the table {@code |} is the end of a line. */
    private static byte[] bytes(String response) {
        return response.replace("|", "\r\n").getBytes(US_ASCII);
    }

    private static HttpResponse after(byte[] bytes, int cut) {
        HttpResponse response = new HttpResponse();
        response.begin();
        response.read(ByteBuffer.wrap(bytes, 0, cut));
        ByteBuffer rest = ByteBuffer.wrap(bytes, cut, bytes.length - cut);
        while (rest.hasRemaining() && !response.isComplete() && !response.isBad()) {
            response.read(rest.limit(rest.position() + 1));
            rest.limit(bytes.length);
        }
        return response;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            HTTP/1.1 200 OK|Content-Length: 2||hi;                                              200; true
            HTTP/1.1 200|content-length:0||;                                                    200; true
            |HTTP/1.1 404 No|Content-Length: 1|Content-Length:  1 |Connection: close||x;        404; false
            HTTP/1.0 200 OK|Content-Length: 1||x;                                               200; false
            HTTP/1.0 200 OK|Connection: Keep-Alive|Content-Length: 1||x;                        200; true
            HTTP/1.1 204 No Content||;                                                          204; true
            HTTP/1.1 304 Not Modified|Content-Length: 5||;                                      304; true
            HTTP/1.1 100 Continue||HTTP/1.1 103 Hints|Link: x||HTTP/1.1 200 OK|Content-Length: 1||x; 200; true
            HTTP/1.1 200 OK|Transfer-Encoding: chunked||a|0123456789|1 x=y|z|0||;                 200; true
            HTTP/1.1 503 Busy|Transfer-Encoding: gzip, Chunked|Content-Length: 9||3 |abc|0|T: x||; 503; true
            """)
    void it_is_complete_at_its_last_byte_and_not_before(String text, int status, boolean keepsAlive) {
        byte[] bytes = bytes(text);
        for (int cut = 0; cut < bytes.length; cut++) {
            HttpResponse before = new HttpResponse();
            before.begin();
            before.read(ByteBuffer.wrap(bytes, 0, cut));
            assertThat(before.isComplete() || before.isBad())
                    .as("after %d", cut)
                    .isFalse();
            HttpResponse response = after(bytes, cut);
            assertThat(response.isComplete()).as("cut at %d", cut).isTrue();
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.keepsAlive()).isEqualTo(keepsAlive);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.6|",
                "HTTP/2 200 OK|",
                "HTTP/1.1 20 OK|",
                "HTTP/1.1 2000 OK|",
                "HTTP/1.1 abc|",
                "HTTP/1.1 200 OK|Content-Length: -1|",
                "HTTP/1.1 200 OK|Content-Length: many|",
                "HTTP/1.1 200 OK|Content-Length: 9999999999999999|",
                "HTTP/1.1 200 OK|Content-Length: 1|Content-Length: 2|",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||x|",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||1|ab|"
            })
    void what_is_none_is_bad(String text) {
        byte[] bytes = bytes(text);
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(after(bytes, cut).isBad()).as("cut at %d", cut).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK||and so on",
                "HTTP/1.0 200 OK|Transfer-Encoding: gzip||more",
            })
    void without_a_length_it_ends_with_the_connection(String text) {
        HttpResponse response = after(bytes(text), 0);
        assertThat(response.isComplete()).isFalse();
        assertThat(response.isUntilClose()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK|X: ", "HTTP/1.1 200 OK|Transfer-Encoding: chunked||1;", "HTTP/1.1 "})
    void lines_without_an_end_are_bad(String text) {
        assertThat(after(bytes(text + "x".repeat(9_000)), 0).isBad()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = "HTTP/1.1 200 OK|Content-Length: 1||x")
    void what_follows_it_is_not_read(String text) {
        ByteBuffer two = ByteBuffer.wrap(bytes(text + text));
        HttpResponse response = new HttpResponse();
        response.begin();
        response.read(two);
        assertThat(two.remaining()).isEqualTo(bytes(text).length);
    }
}
