package org.cordboard.server.listen;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/** A route whose body may be large: it is streamed into a file. */
public interface Upload {

    /** Takes the file when all of the body is in it. The file is deleted when the answer is there, unless it was moved away. */
    interface Receiver {
        CompletionStage<HttpReply> receive(Path file);
    }

    /**
     * Decides by the request's head whether the body is wanted, before any of it is read; must not wait. The call has no body.
     *
     * @return who takes the file; it fails with {@link RefusedException} when the body is not wanted
     */
    CompletionStage<Receiver> admit(HttpCall head);

    /** A larger body is refused with 413. */
    long mostBytes();
}
