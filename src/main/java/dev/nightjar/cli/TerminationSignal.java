package dev.nightjar.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns Ctrl-C and SIGTERM into a request, so that a command ends its step and its servers in order and gives its own
 * exit code. A second signal is left to the JVM's default, which ends at once. Works through {@code sun.misc.Signal},
 * which every JDK has but the compiler warns of; where it is missing the JVM's default holds.
 */
final class TerminationSignal {
    private static final Logger LOG = LoggerFactory.getLogger(TerminationSignal.class);

    private TerminationSignal() {}

    /** Runs the request, on a thread of its own, at the first signal. */
    static void onFirst(Runnable request) {
        try {
            for (String name : List.of("TERM", "INT")) {
                install(name, request);
            }
        } catch (ReflectiveOperationException | IllegalArgumentException notHere) {
            LOG.debug("signals can't be handled here, so they end the command at once; a run resumes all the same");
        }
    }

    private static void install(String name, Runnable request) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object signal = signalType.getConstructor(String.class).newInstance(name);
        AtomicReference<Object> previous =
                new AtomicReference<>(handlerType.getField("SIG_DFL").get(null));
        Method handle = signalType.getMethod("handle", signalType, handlerType);
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                handle.invoke(null, signal, previous.get());
                Thread thread = new Thread(request, "nightjar-stop");
                thread.setDaemon(true);
                thread.start();
                yield null;
            }
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "handler of SIG" + name;
        };
        previous.set(handle.invoke(
                null,
                signal,
                Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, handler)));
    }
}
