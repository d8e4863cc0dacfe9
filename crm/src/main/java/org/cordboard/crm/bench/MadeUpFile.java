package org.cordboard.crm.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** A file of made-up customers, the same for the same count. They belong to nobody. */
final class MadeUpFile {

    private static final List<String> NAMES = List.of("王伟", "李芳", "张敏", "刘静", "陈磊", "杨军", "赵勇", "黄艳", "周杰", "吴涛");
    private static final List<String> TIERS = List.of("diamond", "gold", "silver", "ordinary");
    private static final List<String> PLANS = List.of("Family 199", "Business 299", "Flow 99", "Senior 59");

    private MadeUpFile() {}

    static void write(Path file, int rows, Charset charset) throws IOException {
        SplittableRandom random = new SplittableRandom(rows);
        try (BufferedWriter out = Files.newBufferedWriter(file, charset)) {
            out.write("id,name,tier,target,numbers,owner,district,birthday,plan,points,contract ends\n");
            for (int i = 0; i < rows; i++) {
                String second = i % 4 == 0 ? ";0256" + (1_000_000 + i) : "";
                out.write(String.format(
                        Locale.ROOT,
                        "C%07d,%s%d,%s,%s,%s%s,agent%03d,district-%d,%d-%02d-%02d,%s,%d,2027-%02d-%02d%n",
                        i,
                        NAMES.get(random.nextInt(NAMES.size())),
                        i,
                        TIERS.get(random.nextInt(TIERS.size())),
                        random.nextInt(10) < 8,
                        number(i),
                        second,
                        random.nextInt(300),
                        random.nextInt(12),
                        random.nextInt(1950, 2005),
                        random.nextInt(1, 13),
                        random.nextInt(1, 29),
                        PLANS.get(random.nextInt(PLANS.size())),
                        random.nextInt(20_000),
                        random.nextInt(1, 13),
                        random.nextInt(1, 29)));
            }
        }
    }

    /** The first number of the customer in a row. */
    static String number(int row) {
        return "13" + (100_000_000L + row * 37L);
    }
}
