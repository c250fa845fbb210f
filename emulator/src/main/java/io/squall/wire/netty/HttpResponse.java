package io.squall.wire.netty;

import java.nio.ByteBuffer;

/** Follows a response of HTTP/1.1 to its end (RFC 9112 §6 and §7.1), however it is cut, and keeps no more of it than a line. */
final class HttpResponse {
    /** Of a head, of a chunk's size or of the trailers: what is longer is bad. */
    private static final int MOST_OF_LINES = 8192;

    private static final int STATUS_LINE = "http/1.1 200".length();
    private static final int MOST_DIGITS = 15;

    private enum Part {
        STATUS,
        HEADERS,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        UNTIL_CLOSE,
        COMPLETE,
        BAD
    }

    /** In lower case: nothing that matters depends on it. */
    private final StringBuilder line = new StringBuilder(128);

    private Part part = Part.STATUS;
    private int ofLines;
    private int status;
    private boolean keepAlive;
    private boolean coded;
    private boolean chunked;
    private long length;

    /** The next response begins. */
    void begin() {
        line.setLength(0);
        part = Part.STATUS;
        ofLines = 0;
        coded = false;
        chunked = false;
        length = -1;
    }

    boolean isComplete() {
        return part == Part.COMPLETE;
    }

    boolean isBad() {
        return part == Part.BAD;
    }

    /** Whether it is complete when the connection is. */
    boolean isUntilClose() {
        return part == Part.UNTIL_CLOSE;
    }

    int status() {
        return status;
    }

    /** Whether the server says, or lets one believe, that it takes another request on this connection. */
    boolean keepsAlive() {
        return keepAlive;
    }

    /** Reads what has come, to the end of the response at most. */
    void read(ByteBuffer bytes) {
        while (bytes.hasRemaining() && part != Part.COMPLETE && part != Part.BAD) {
            switch (part) {
                case BODY, CHUNK -> skip(bytes);
                case UNTIL_CLOSE -> bytes.position(bytes.limit());
                default -> readOfLine(bytes.get());
            }
        }
    }

    private void skip(ByteBuffer bytes) {
        int skipped = (int) Math.min(length, bytes.remaining());
        bytes.position(bytes.position() + skipped);
        length -= skipped;
        if (length == 0) {
            part = part == Part.BODY ? Part.COMPLETE : Part.CHUNK_END;
        }
    }

    private void readOfLine(byte next) {
        if (++ofLines > MOST_OF_LINES) {
            part = Part.BAD;
        } else if (next != '\n') {
            line.append(Character.toLowerCase((char) (next & 0xFF)));
        } else {
            if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
                line.setLength(line.length() - 1);
            }
            part = afterLine();
            line.setLength(0);
        }
    }

    private Part afterLine() {
        return switch (part) {
            case STATUS -> line.isEmpty() ? Part.STATUS : afterStatus();
            case HEADERS -> line.isEmpty() ? afterHead() : afterHeader();
            case CHUNK_SIZE -> afterChunkSize();
            case CHUNK_END -> {
                ofLines = 0;
                yield line.isEmpty() ? Part.CHUNK_SIZE : Part.BAD;
            }
            default -> line.isEmpty() ? Part.COMPLETE : Part.TRAILERS;
        };
    }

    private Part afterStatus() {
        if (!begins("http/1.") || line.length() < STATUS_LINE || line.charAt(STATUS_LINE - 4) != ' ') {
            return Part.BAD;
        }
        keepAlive = line.charAt(STATUS_LINE - 5) != '0';
        long code = number(STATUS_LINE - 3, 10);
        status = (int) code;
        return code >= 100 && code <= 999 ? Part.HEADERS : Part.BAD;
    }

    private Part afterHeader() {
        if (begins("content-length:")) {
            long before = length;
            length = number("content-length:".length(), 10);
            return length < 0 || (before >= 0 && before != length) ? Part.BAD : Part.HEADERS;
        }
        if (begins("transfer-encoding:")) {
            coded = true;
            chunked = line.toString().stripTrailing().endsWith("chunked");
        } else if (begins("connection:")) {
            keepAlive = (keepAlive || line.indexOf("keep-alive") > 0) && line.indexOf("close") < 0;
        }
        return Part.HEADERS;
    }

    private Part afterHead() {
        ofLines = 0;
        if (status < 200) {
            // After an informational response the final one follows (RFC 9110 §15.2).
            begin();
            return Part.STATUS;
        }
        if (status == 204 || status == 304) {
            return Part.COMPLETE;
        }
        if (coded) {
            return chunked ? Part.CHUNK_SIZE : Part.UNTIL_CLOSE;
        }
        if (length < 0) {
            return Part.UNTIL_CLOSE;
        }
        return length == 0 ? Part.COMPLETE : Part.BODY;
    }

    private Part afterChunkSize() {
        ofLines = 0;
        length = number(0, 16);
        if (length < 0) {
            return Part.BAD;
        }
        return length == 0 ? Part.TRAILERS : Part.CHUNK;
    }

    private boolean begins(String with) {
        return line.lastIndexOf(with, 0) == 0;
    }

    /** A number in the line, alone or with blanks around it, or something behind a blank or a semicolon; negative if there is none. */
    private long number(int from, int radix) {
        int at = from;
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
        long number = -1;
        int end = Math.min(line.length(), at + MOST_DIGITS);
        while (at < end && Character.digit(line.charAt(at), radix) >= 0) {
            number = Math.max(0, number) * radix + Character.digit(line.charAt(at++), radix);
        }
        return at == line.length() || isBlank(line.charAt(at)) || line.charAt(at) == ';' ? number : -1;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
