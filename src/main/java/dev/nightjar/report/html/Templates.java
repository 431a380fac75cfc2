package dev.nightjar.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.StringTemplateResolver;

/** Fills templates. Those in the given folder take the place of the packaged ones of the same name. */
public final class Templates {
    private final Optional<Path> folder;
    private final SpringTemplateEngine html = engine(TemplateMode.HTML);
    private final SpringTemplateEngine text = engine(TemplateMode.TEXT);

    public Templates(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Only those that are packed into the jar. */
    public static Templates packaged() {
        return new Templates(Optional.empty());
    }

    /** Fills a template whose name ends in {@code .html} or {@code .txt}; values are escaped as its kind needs it. */
    public String fill(String name, Map<String, Object> values) {
        Context context = new Context(java.util.Locale.ENGLISH, values);
        SpringTemplateEngine engine = name.endsWith(".html") ? html : text;
        return visible(engine.process(read(name), context));
    }

    /** The text of a template or style sheet. */
    public String read(String name) {
        Optional<Path> own = folder.map(path -> path.resolve(name)).filter(Files::isRegularFile);
        try {
            if (own.isPresent()) {
                return Files.readString(own.get());
            }
            try (InputStream in = Templates.class.getResourceAsStream("/templates/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("the template " + name
                            + " is not on the class path; the jar is incomplete, build it again");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "the template " + own.map(Path::toString).orElse(name)
                            + " cannot be read; make it readable, or remove it to use the packaged one",
                    unreadable);
        }
    }

    /**
     * Characters that XML forbids or that reorder or hide what is around them are shown as their code. Names of a
     * target's objects may hold any.
     */
    static String visible(String document) {
        StringBuilder out = new StringBuilder(document.length() + 64);
        document.codePoints().forEach(c -> {
            if (isForbidden(c) || isHidden(c)) {
                out.append(String.format(java.util.Locale.ROOT, "‹U+%04X›", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean isForbidden(int c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r';
        return control || Character.getType(c) == Character.SURROGATE || (c & 0xfffe) == 0xfffe;
    }

    private static boolean isHidden(int c) {
        int type = Character.getType(c);
        return type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static SpringTemplateEngine engine(TemplateMode mode) {
        StringTemplateResolver resolver = new StringTemplateResolver();
        resolver.setTemplateMode(mode);
        resolver.setCacheable(false);
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        return engine;
    }
}
