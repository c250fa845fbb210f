package io.squall.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** The standard output, which keeps its first error: a writer of text knows only that there was one. */
final class StandardOutput extends FilterOutputStream {
    private @Nullable IOException failure;

    StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    StandardOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /** The exit code of a command that would end with this one. A reader that has read enough and went away is no failure. */
    int ending(int code, PrintWriter err) {
        if (failure == null || "Broken pipe".equals(failure.getMessage())) {
            return code;
        }
        err.println("squall: cannot write all of the standard output: " + failure.getMessage());
        return ExitCode.HOST;
    }
}
