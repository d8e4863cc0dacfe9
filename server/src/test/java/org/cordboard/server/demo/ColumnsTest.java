package org.cordboard.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void givesChineseCharactersTheRoomOfTwoLetters() {
        assertThat(Columns.width("20 秒接通")).isEqualTo(9);
        assertThat(Columns.right("等待", 6)).isEqualTo("  等待");
        assertThat(Columns.left("队列：", 8)).isEqualTo("队列：  ");
    }

    @Test
    void neverCutsWhatIsTooLong() {
        assertThat(Columns.left("complaints", 4)).isEqualTo("complaints");
    }
}
