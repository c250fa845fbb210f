package io.squall.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command has said, and how it ended. */
record Said(int code, String out, String err) {
    static Said squall(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.execute(new Interruption(), new PrintWriter(out), new PrintWriter(err), args);
        return new Said(code, out.toString(), err.toString());
    }
}
